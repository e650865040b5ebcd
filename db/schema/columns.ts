import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { bigint, check, customType, jsonb, type PgColumn, uuid } from 'drizzle-orm/pg-core'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const written = /^(\d{4,6}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?)$/

/**
 * One spelling for an instant: ISO 8601 in UTC with six fraction digits, so that texts compare as times do.
 * Reads what PostgreSQL writes in a session whose time zone is UTC, alone or inside JSON.
 * @throws RangeError where the text is no instant in UTC.
 */
export function toInstant(text: string): string {
  const parts = written.exec(text)
  if (!parts || !/^(Z|[+-]00(:?00)?)$/.test(parts[4] ?? '')) {
    throw new RangeError(`"${text}" is no instant in UTC; the session's time zone must be UTC.`)
  }
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(6, '0')}Z`
}

/** timestamptz(6) as an ISO string with microseconds; a JavaScript Date would lose three digits. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (6) with time zone',
  fromDriver: toInstant,
})

/** Text ordered by its bytes, alike on every machine: fractional sort keys, keyset pages. */
export const sortKey = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
})

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
})

export const tsvector = customType<{ data: string; driverData: string }>({
  dataType: () => 'tsvector',
})

/** A whole number beyond 32 bits; exact up to 2^53. */
export const long = () => bigint({ mode: 'number' })

export const object = () => jsonb().$type<JsonObject>().notNull().default({})

/** What every content row carries: who and when, the trash, optimistic concurrency, keys we do not know. */
export const stamps = () => ({
  createdAt: instant().notNull(),
  createdBy: uuid(),
  updatedAt: instant().notNull(),
  updatedBy: uuid(),
  deletedAt: instant(),
  deletedBy: uuid(),
  rowVersion: long().notNull().default(1),
  metadata: object(),
})

/** A row that is closed, never updated, so that any past instant can be read. */
export const validity = () => ({
  validFrom: instant().notNull(),
  validTo: instant(),
})

/** CHECK that a text column holds one of the words. */
export const oneOf = (name: string, column: PgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`)

/** CHECK that a number lies in a closed range. */
export const between = (name: string, column: AnyColumn, low: number, high: number) =>
  check(name, sql`${column} between ${sql.raw(String(low))} and ${sql.raw(String(high))}`)

/** `lower(column)` by bytes: what lists by title are ordered by. */
export const byTitle = (column: AnyColumn): SQL => sql`(lower(${column}) collate "C")`
