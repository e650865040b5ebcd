import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'

/** One keyset page: `next` is the cursor of the page after it, null at the end. */
export interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}

/** Makes a page of up to one row more than was asked for; `key` names the row that the next page begins after. */
export function pageOf<T>(rows: readonly T[], limit: number, key: (last: T) => readonly string[]): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(key(last)) : null }
}

const writeCursor = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url')

/** A cursor that cannot be read begins at the first page: it only ever comes from a list that was shown. */
export function readCursor(cursor: string | null | undefined, length: number): readonly string[] | undefined {
  if (!cursor) return undefined
  try {
    const parts = z.array(z.string()).length(length)
    return parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}

/**
 * An order and how many rows of it, with the number in the text of the query. As a parameter it would keep PostgreSQL
 * from keeping a plan, which then takes longer to make each time than the page to read (docs/decisions/plans-that-are-kept.md).
 */
export const firstRows = (order: SQL, limit: number): SQL =>
  sql`${order} limit ${sql.raw(String(Math.max(0, Math.trunc(limit))))}`
