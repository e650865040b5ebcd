import { implement, ORPCError } from '@orpc/server'
import { contract } from '../contract'
import { BundleError } from '../core/bundle/format'
import { BackupError } from '../db/backup/errors'
import { DbError } from '../db/engine'
import { MissingError, RefusedError, StaleError } from '../db/write/errors'
import { failure, notFound, refused } from './failure'
import { SecretsError } from './secrets/secrets'
import type { CallContext } from './session'

/** A handler parses and delegates; the rules live in services. */
export const os = implement(contract)
  .$context<CallContext>()
  .use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw translated(error)
    }
  })

/** What the data's doors throw, as errors of the contract. Anything else goes on as it is and becomes INTERNAL. */
function translated(error: unknown): unknown {
  if (error instanceof ORPCError) return error
  if (error instanceof StaleError) {
    return failure('STALE', error.message, {
      entityId: error.head.id,
      headVersionId: error.head.headVersionId,
      headNumber: error.head.number,
      rowVersion: error.head.rowVersion,
      headDocument: error.head.document,
      baseVersionId: error.base?.versionId ?? null,
      baseDocument: error.base?.document ?? null,
    })
  }
  if (error instanceof MissingError) return notFound(error.what, error.id)
  if (error instanceof RefusedError) return refused('rule', error.message)
  if (error instanceof BundleError) return refused('bundle', error.message)
  // Both carry a sentence that names the remedy: a full disk, a locked key file.
  if (error instanceof BackupError || error instanceof SecretsError) return refused(error.code, error.message)
  if (error instanceof DbError) return translatedDb(error)
  return error
}

function translatedDb(error: DbError): unknown {
  if (error.kind === 'lost') {
    const sentence = 'The database stopped and could not be opened again. Start the studio again.'
    return failure('VAULT_CLOSED', sentence, { state: 'closed' })
  }
  if (error.code === '53100') {
    return refused('disk_full', 'The disk is full. Nothing was written; free some space, then try again.')
  }
  if (error.outcomeUnknown) {
    const sentence = 'The database was restarted during this call. Try again; nothing is applied twice.'
    return failure('UNKNOWN_OUTCOME', sentence, { commandId: null })
  }
  return error
}
