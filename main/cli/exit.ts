import { ORPCError } from '@orpc/client'
import type { ExecutionStatus } from '../../contract/vocabulary'

/** What a command ends with; docs/guide/command-line.md tells scripts the same. */
export const exit = {
  ok: 0,
  /** A run failed, the doctor found something, or the studio refused. */
  failed: 1,
  /** The command line or its values were not understood; nothing was done. */
  usage: 2,
  /** The vault is in use by a process that cannot be reached, or did not open. */
  vault: 3,
  notFound: 4,
  /** A key is missing, locked or was turned down. */
  keys: 5,
  /** Trying again later may help: the time ran out, or the provider asked for a pause. */
  later: 6,
  /** Ctrl+C. */
  stopped: 130,
} as const

/** Ends the command with a code and one sentence that names the remedy. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  constructor(
    readonly code: number,
    sentence: string,
  ) {
    super(sentence)
  }
}

export const usage = (sentence: string) => new CommandError(exit.usage, sentence)

const byError: Readonly<Record<string, number>> = {
  NOT_FOUND: exit.notFound,
  INVALID: exit.usage,
  VAULT_CLOSED: exit.vault,
}

export function codeOfError(error: unknown): number {
  if (error instanceof CommandError) return error.code
  return error instanceof ORPCError ? (byError[error.code] ?? exit.failed) : exit.failed
}

export function codeOfRun(status: ExecutionStatus): number {
  switch (status) {
    case 'success':
    case 'cached':
      return exit.ok
    case 'unauthorized':
      return exit.keys
    case 'rate_limited':
    case 'timeout':
      return exit.later
    case 'cancelled':
      return exit.stopped
    default:
      return exit.failed
  }
}
