import { and, eq, inArray, isNull } from 'drizzle-orm'
import { usedContexts } from '../../core/document/contexts'
import { namedIds } from '../../core/document/remap'
import type { Engine } from '../engine'
import { heads, oneOfIds } from '../queries/head'
import { entity } from '../schema'
import type { EntityHead } from './command'

export interface Needed {
  readonly needed: readonly EntityHead[]
  /** Contexts that stay behind: what they need is not followed. */
  readonly staying: readonly EntityHead[]
}

/**
 * What texts name and would miss elsewhere, through any number of steps: bases, shared variables, contexts.
 * @param staying which of these contexts do not come along
 */
export async function neededBy(
  engine: Engine,
  workspaceId: string,
  items: readonly EntityHead[],
  staying: (contexts: readonly EntityHead[]) => Promise<ReadonlySet<EntityHead>>,
): Promise<Needed> {
  const found = new Map(items.map((item) => [item.id, item]))
  const needed: EntityHead[] = []
  const left: EntityHead[] = []
  for (let open = [...items]; open.length > 0; ) {
    const next = new Map(
      (await namedIn(engine, workspaceId, open))
        .filter(({ id }) => !found.has(id))
        .map((item) => [item.id, item]),
    )
    const stay = await staying([...next.values()].filter(({ type }) => type === 'context'))
    open = []
    for (const item of next.values()) {
      found.set(item.id, item)
      if (stay.has(item)) left.push(item)
      else {
        needed.push(item)
        open.push(item)
      }
    }
  }
  return { needed, staying: left }
}

async function namedIn(engine: Engine, workspaceId: string, items: readonly EntityHead[]) {
  const ids = items.flatMap((item) => namedIds(item.document))
  const slugs = [...new Set(items.flatMap((item) => usedContexts(item.document)))]
  const live = isNull(entity.deletedAt)
  const byId = ids.length === 0 ? [] : await heads(engine, workspaceId, and(oneOfIds(entity.id, ids), live))
  const contexts = and(eq(entity.type, 'context'), inArray(entity.slug, slugs), live)
  return slugs.length === 0 ? byId : [...byId, ...(await heads(engine, workspaceId, contexts))]
}
