import { and, count, eq, isNull, max } from 'drizzle-orm'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { command, entity, entityVersion, execution } from '../schema'
import { listAllWorkspaceIds } from './workspace'

/** What a vault holds, to be compared with a copy of it. */
export interface VaultCounts {
  readonly workspaces: number
  /** Outside the trash. */
  readonly items: number
  readonly versions: number
  readonly runs: number
  /** ISO: the last write of any kind; null where there was none. */
  readonly lastWriteAt: string | null
}

/** Counts every workspace in turn. */
export async function countVault(engine: Engine): Promise<VaultCounts> {
  const ids = await listAllWorkspaceIds(engine)
  const each: VaultCounts[] = []
  for (const id of ids) each.push(await countWorkspace(engine, id))
  const sum = (of: (counts: VaultCounts) => number) => each.reduce((total, counts) => total + of(counts), 0)
  return {
    workspaces: ids.length,
    items: sum((counts) => counts.items),
    versions: sum((counts) => counts.versions),
    runs: sum((counts) => counts.runs),
    lastWriteAt: each.reduce<string | null>((last, { lastWriteAt }) => later(last, lastWriteAt), null),
  }
}

const later = (a: string | null, b: string | null): string | null => ((a ?? '') > (b ?? '') ? a : b)

/** The same for one workspace. */
export async function countWorkspace(engine: Engine, workspaceId: string): Promise<VaultCounts> {
  const db = reader(engine, workspaceId)
  const [[items], [versions], [runs], [last]] = await Promise.all([
    db
      .select({ n: count() })
      .from(entity)
      .where(and(eq(entity.workspaceId, workspaceId), isNull(entity.deletedAt))),
    db.select({ n: count() }).from(entityVersion).where(eq(entityVersion.workspaceId, workspaceId)),
    db.select({ n: count() }).from(execution).where(eq(execution.workspaceId, workspaceId)),
    db
      .select({ at: max(command.at) })
      .from(command)
      .where(eq(command.workspaceId, workspaceId)),
  ])
  return {
    workspaces: 1,
    items: items?.n ?? 0,
    versions: versions?.n ?? 0,
    runs: runs?.n ?? 0,
    lastWriteAt: last?.at ?? null,
  }
}
