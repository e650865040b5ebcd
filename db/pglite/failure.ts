import type { messages } from '@electric-sql/pglite'
import { type DbErrorFields, dbErrorFields } from '../engine'
import type { Failure, TransactionStatus } from './messages'

/** A refusal of PostgreSQL on its way out of the worker. */
export class EngineFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }

  static of(error: messages.DatabaseError, status: TransactionStatus, cutOff: boolean): EngineFailure {
    const fields = errorFields(error)
    return new EngineFailure({ message: error.message, fields, status, fatal: cutOff || isFatal(fields) })
  }
}

/**
 * After a PANIC the next query hangs at full load, so the worker must go. I/O errors (58030) and internal ones (XX)
 * are treated alike. A full disk met outside a commit is an ordinary error (53100): the transaction is rolled back and
 * the session stays readable.
 */
function isFatal({ code = '', severity = '' }: DbErrorFields): boolean {
  return severity === 'PANIC' || severity === 'FATAL' || code === '58030' || code.startsWith('XX')
}

/** The engine broke its own protocol: nothing it says can be trusted any more. */
export function failed(what: string): never {
  throw new EngineFailure({
    message: `The database engine failed: ${what}.`,
    fields: {},
    fatal: true,
    status: 'I',
  })
}

/** The fields of PostgreSQL's error by value: cloning an Error into another thread would drop them. */
function errorFields(error: messages.DatabaseError): DbErrorFields {
  const fields: DbErrorFields = {}
  for (const name of dbErrorFields) {
    const value = error[name]
    if (value !== undefined) fields[name] = value
  }
  return fields
}
