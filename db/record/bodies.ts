import { sql } from 'drizzle-orm'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { Body } from '../write/content'
import { commandInstant as now } from '../write/functions'

/** Keeps bodies by their hash, each once; one parameter for any number, so that the statement is prepared once. */
export function putBodies(workspaceId: string, bodies: readonly (Body | null)[]): Statement[] {
  const named = new Map(bodies.flatMap((body) => (body ? [[body.hash, body]] : [])))
  if (named.size === 0) return []
  const rows = [...named.values()].map(({ body, ...row }) => ({
    ...row,
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
  }))
  return [
    raw(sql`insert into content (workspace_id, hash, body, encoding, size, created_at)
      select ${workspaceId}::uuid, hash, decode(body, 'base64'), encoding, size, ${now}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as body(hash text, body text, encoding text, size int)
      on conflict do nothing`),
  ]
}
