import { and, eq, inArray } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { content } from '../schema'
import { decodeBody } from '../write/content'

/** Bodies by hash, read all at once; asked for one that is not there, or for none, it gives null. */
export async function readBodies(
  engine: Engine,
  workspaceId: string,
  wanted: readonly (string | null)[],
): Promise<(hash: string | null | undefined) => string | null> {
  const named = [...new Set(wanted.filter((hash) => hash !== null))]
  if (named.length === 0) return () => null
  const rows = await reader(engine, workspaceId)
    .select({ hash: content.hash, body: content.body, encoding: content.encoding, size: content.size })
    .from(content)
    .where(and(eq(content.workspaceId, workspaceId), inArray(content.hash, named)))
  const texts = new Map(rows.map((row) => [row.hash, decodeBody(row)]))
  return (hash) => (hash ? (texts.get(hash) ?? null) : null)
}
