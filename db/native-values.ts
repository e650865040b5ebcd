import pg from 'pg'
import { DbError, type DbErrorFields, dbErrorFields } from './engine'

const asDate = (text: string): Date => new Date(text)
const asWhole = (text: string): number | bigint => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
/** Where pg reads a type otherwise than PGlite does: int8, date, timestamp, timestamptz. */
const ours = new Map<number, (text: string) => unknown>([
  [20, asWhole],
  [1082, asDate],
  [1114, asDate],
  [1184, asDate],
])

/** How a value's text is read; types in `raw` are handed on as PostgreSQL wrote them. */
export function parserOf(
  oid: number,
  raw: ReadonlySet<number>,
  format?: 'text' | 'binary',
): (text: string) => unknown {
  if (raw.has(oid)) return (text) => text
  return ours.get(oid) ?? pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
}

/** What pg threw, with the fields of PostgreSQL's own error. */
export function toDbError(error: unknown): DbError {
  if (error instanceof DbError) return error
  const fields: DbErrorFields = {}
  for (const name of dbErrorFields) {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
    if (typeof value === 'string') fields[name] = value
  }
  const isSql = /^[0-9A-Z]{5}$/.test(fields.code ?? '') && fields.severity !== undefined
  return new DbError(isSql ? 'sql' : 'crashed', messageOf(error), fields)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
