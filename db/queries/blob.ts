import { and, eq } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { blob } from '../schema'

/** What a file's row says; null where this workspace has none of that hash. */
export async function getBlob(
  engine: Engine,
  workspaceId: string,
  hash: string,
): Promise<{ readonly hash: string; readonly size: number; readonly mediaType: string } | null> {
  const [row] = await reader(engine, workspaceId)
    .select({ hash: blob.hash, size: blob.size, mediaType: blob.mediaType })
    .from(blob)
    .where(and(eq(blob.workspaceId, workspaceId), eq(blob.hash, hash), eq(blob.state, 'present')))
  return row ?? null
}
