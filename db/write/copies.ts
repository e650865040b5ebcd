import { uuidv7 } from 'uuidv7'
import type { VariableRow } from '../../contract/variable'
import { namedIds, remapDocument } from '../../core/document/remap'
import { usedItems } from '../../core/workflow/projection'
import type { Engine, Statement } from '../engine'
import { listBelow } from '../queries/below'
import { heads, oneOfIds } from '../queries/head'
import { listVariableRows } from '../queries/variable-set'
import { entity } from '../schema'
import type { EntityChange, EntityHead, EntityState, Who } from './command'
import { firstVersion } from './create-entity'
import { MissingError } from './errors'
import { firstRows } from './variable-rows'

/** Items with all that lies in them, what others stand in first. */
export async function wholeItems(
  engine: Engine,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ readonly roots: EntityHead[]; readonly all: EntityHead[] }> {
  const below = await listBelow(engine, workspaceId, ids, null)
  const all = (await heads(engine, workspaceId, oneOfIds(entity.id, [...ids, ...below]))).filter(
    (head) => head.deletedAt === null,
  )
  const known = new Map(all.map((head) => [head.id, head]))
  const missing = ids.find((id) => !known.has(id))
  if (missing) throw new MissingError('item', missing)
  const order = new Map([...ids, ...below].map((id, index) => [id, index]))
  const roots = [...new Set(ids)].flatMap((id) => known.get(id) ?? []).filter((head) => !liesIn(head, known))
  return { roots, all: all.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)) }
}

function liesIn(head: EntityHead, known: ReadonlyMap<string, EntityHead>): boolean {
  return head.state.parentId !== null && known.has(head.state.parentId)
}

const ranks: Partial<Record<EntityHead['type'], number>> = {
  lab: 0,
  library: 0,
  variable_definition: 1,
  variable_set: 2,
  context: 3,
  workflow: 5,
}

/** What others stand in or name comes first: places from the top down, definitions, contexts, bases, sub-workflows. */
export function inOrder<
  T extends Pick<EntityHead, 'id' | 'type' | 'document'> & { state: { parentId: string | null } },
>(items: readonly T[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const depth = (
    item: T | undefined,
    next: (item: T) => string | null | undefined,
    seen: T[] = [],
  ): number => {
    if (!item || seen.includes(item)) return 0
    const id = next(item)
    return id ? 1 + depth(byId.get(id), next, [...seen, item]) : 1
  }
  const base = ({ document }: T) => (document.kind === 'template' ? document.base?.templateId : null)
  const levels = new Map<T, number>()
  const level = (item: T | undefined): number => {
    if (item?.document.kind !== 'workflow') return 0
    const known = levels.get(item)
    if (known !== undefined) return known
    // Where it runs itself, through whatever others, it counts once.
    levels.set(item, 0)
    const found = 1 + Math.max(0, ...usedItems(item.document, 'uses').map((id) => level(byId.get(id))))
    levels.set(item, found)
    return found
  }
  const key = new Map(
    items.map((item, index) => [
      item,
      [
        ranks[item.type] ?? 4,
        depth(item, (each) => each.state.parentId),
        depth(item, base),
        level(item),
        index,
      ] as const,
    ]),
  )
  const compare = (a: T, b: T) => {
    const [left, right] = [key.get(a) ?? [], key.get(b) ?? []]
    const at = left.findIndex((part, index) => part !== right[index])
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
  }
  return [...items].sort(compare)
}

export interface CopyTo {
  readonly who: Who
  /** The state of the copy of an item, given the new id of the place it lies in. */
  readonly stateOf: (item: EntityHead, parentId: string | null) => EntityState
  /** What a new version says of its origin. */
  readonly origin: (item: EntityHead) => Pick<EntityChange, 'derivedFrom' | 'metadata'>
  /** What stays as it is named where it is not copied: true within a workspace. */
  readonly keepsNames: boolean
}

/** Copies of items under new ids: the changes that make them, and the rows of those that are variable sets. */
export async function copyItems(
  engine: Engine,
  from: string,
  items: readonly EntityHead[],
  to: CopyTo,
): Promise<{
  readonly changes: EntityChange[]
  readonly also: Statement[]
  readonly ids: ReadonlyMap<string, string>
}> {
  const ids = new Map(items.map((item) => [item.id, uuidv7()]))
  const changes: EntityChange[] = []
  const also: Statement[] = []
  for (const item of inOrder(items)) {
    const id = ids.get(item.id) ?? uuidv7()
    const { parentId } = item.state
    const document = copiedDocument(item, ids, to.keepsNames)
    changes.push({
      ...firstVersion(
        { id, type: item.type, document },
        to.stateOf(item, (parentId && ids.get(parentId)) || null),
      ),
      libraryKind: item.libraryKind,
      semver: item.semver,
      ...to.origin(item),
    })
    if (item.type === 'variable_set')
      also.push(...firstRows(to.who, id, await allRows(engine, from, item.id)))
  }
  return { changes, also, ids }
}

function copiedDocument(item: EntityHead, ids: ReadonlyMap<string, string>, keepsNames: boolean) {
  const named = namedIds(item.document)
  // A copy beside its original goes on using the same base and connection.
  if (keepsNames && !named.some((id) => ids.has(id))) return item.document
  return remapDocument(item.document, (id) => ids.get(id) ?? (keepsNames ? id : undefined))
}

export async function allRows(engine: Engine, workspaceId: string, id: string): Promise<VariableRow[]> {
  const rows: VariableRow[] = []
  let cursor: string | null = null
  do {
    const page = await listVariableRows(engine, workspaceId, { id, cursor, limit: 500 })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return rows
}
