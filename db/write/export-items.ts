import { and, inArray, isNull } from 'drizzle-orm'
import { bundleTypes } from '../../core/bundle/format'
import { isExported } from '../../core/bundle/write'
import type { Engine } from '../engine'
import { heads } from '../queries/head'
import { entity } from '../schema'
import type { EntityHead } from './command'
import { allRows, wholeItems } from './copies'
import { neededBy } from './needed'

/**
 * What an export holds: items with all that lies in them and all that they need, or everything outside the trash.
 * @param ids null for the whole workspace
 * @throws MissingError where one of them is gone
 */
export async function exportedItems(
  engine: Engine,
  workspaceId: string,
  ids: readonly string[] | null,
): Promise<EntityHead[]> {
  if (ids === null) {
    return heads(engine, workspaceId, and(inArray(entity.type, [...bundleTypes]), isNull(entity.deletedAt)))
  }
  const { all } = await wholeItems(engine, workspaceId, ids)
  const { needed } = await neededBy(engine, workspaceId, all, async () => new Set())
  return [...all, ...needed].filter(isExported)
}

/** The rows of the variable sets among them, by the id of the set. */
export async function exportedRows(engine: Engine, workspaceId: string, items: readonly EntityHead[]) {
  const rows = new Map<string, Awaited<ReturnType<typeof allRows>>>()
  for (const { id, type } of items) {
    if (type === 'variable_set') rows.set(id, await allRows(engine, workspaceId, id))
  }
  return rows
}
