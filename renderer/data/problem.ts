import { ORPCError } from '@orpc/client'
import { ConnectionLost } from '../client'
import { t } from '../i18n'

/** What went wrong as a person can read it: the host's sentence holds the remedy. */
export interface KnownProblem {
  code: string
  sentence: string
  details: string | null
  data: unknown
}

export function problemOf(error: unknown): KnownProblem {
  // Every error of a door has a sentence for people; oRPC's own last resort has not.
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') {
    return { code: error.code, sentence: error.message, details: reportOf(error.data), data: error.data }
  }
  if (error instanceof ConnectionLost) {
    return { code: error.code, sentence: t('common.connectionLost'), details: null, data: null }
  }
  return {
    code: 'UNKNOWN',
    sentence: t('common.unknownProblem'),
    details: error instanceof Error ? error.message : null,
    data: null,
  }
}

function reportOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('reportId' in data)) return null
  return t('common.report', { id: String(data.reportId) })
}

/** The answer was lost, not refused: the engine restarted or the connection broke. */
export const wasCutOff = (error: unknown): boolean =>
  ['UNKNOWN_OUTCOME', 'CONNECTION_LOST'].includes(problemOf(error).code)

/**
 * Sends a command; where the host cannot tell whether it happened, sends the same command again. The command id inside
 * makes that safe: the second one answers what the first one did.
 */
export async function surely<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (problemOf(error).code === 'UNKNOWN_OUTCOME') return send()
    throw error
  }
}
