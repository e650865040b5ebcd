import type { EntityDocument } from '../../contract/template'
import type { VariableRow } from '../../contract/variable'
import { storable } from '../document/canonical'
import { remapDocument } from '../document/remap'
import { slugify } from '../document/slug'
import {
  BundleError,
  type BundleItem,
  type BundleVersion,
  bundleFormat,
  bundleItem,
  bundleKind,
  bundleLimits,
  bundleTypes,
  localId,
} from './format'
import { hashedText, tooLarge } from './read'
import { withoutSecrets } from './secrets'

/** An item as it stands in a workspace. */
export interface Exported {
  readonly id: string
  readonly type: string
  readonly libraryKind: string | null
  readonly semver: string
  readonly state: {
    readonly parentId: string | null
    readonly title: string
    readonly description: string | null
    readonly slug: string | null
    readonly tags: readonly string[]
    readonly category: string | null
    readonly sortKey: string
    readonly pinned: boolean
    readonly colour: string | null
    readonly icon: string | null
    readonly classification: string
    readonly requiresApproval: boolean
  }
  readonly document: EntityDocument
}

export const isExported = ({ type }: { readonly type: string }): boolean =>
  bundleTypes.some((each) => each === type)

/**
 * Items as a bundle has them: in the order of the tree, under ids of the file's own, naming nothing outside of it.
 * @param rows of the variable sets, by the id of the set
 */
export function bundleItems(
  items: readonly Exported[],
  rows: ReadonlyMap<string, readonly Pick<VariableRow, 'values' | 'split' | 'tags'>[]>,
): { readonly items: readonly BundleItem[]; readonly ids: ReadonlyMap<string, string> } {
  const ordered = inTreeOrder(items)
  if (ordered.length > bundleLimits.items) throw tooLarge()
  const ids = new Map(ordered.map((item, index) => [item.id, localId(index)]))
  const made = ordered.map((item): BundleItem => {
    const { parentId, ...state } = item.state
    const document = remapDocument(item.document, (id) => ids.get(id))
    const mine = rows.get(item.id)?.map(({ values, split, tags }) => ({ values, split, tags }))
    return withoutSecrets(
      bundleItem.parse({
        ...state,
        id: ids.get(item.id),
        type: item.type,
        libraryKind: item.libraryKind,
        parent: (parentId && ids.get(parentId)) || null,
        description: state.description ?? '',
        slug: state.slug ?? slugify(state.title),
        semver: item.semver,
        document: storable(document),
        ...(item.type === 'variable_set' ? { rows: mine ?? [] } : {}),
      }),
    )
  })
  return { items: made, ids }
}

/** An older version of one of the items, for the file's history. */
export function bundleVersion(
  version: Omit<BundleVersion, 'item'> & { readonly entityId: string; readonly document: EntityDocument },
  { items, ids }: ReturnType<typeof bundleItems>,
): BundleVersion[] {
  const item = items.find(({ id }) => id === ids.get(version.entityId))
  if (!item) return []
  const { number, semver, message, author, authoredAt } = version
  const document = remapDocument(version.document, (id) => ids.get(id))
  const bare = withoutSecrets({ ...item, document })
  return [{ item: item.id, number, semver, message, author, authoredAt, document: storable(bare.document) }]
}

interface Whole {
  readonly title: string
  readonly exportedAt: string
  readonly items: readonly BundleItem[]
  readonly history: readonly BundleVersion[]
}

/**
 * The text of the file, a line an item, so that two exports can be compared by any tool.
 * @throws BundleError where it would be larger than what can be imported again
 */
export function bundleText(bundle: Whole, sha256: (text: string) => string): string {
  const { title, exportedAt, items, history } = bundle
  const hash = sha256(hashedText({ items, history }))
  const head = { kind: bundleKind, format: bundleFormat, title, exportedAt, hash }
  const lines = (values: readonly unknown[]) =>
    values.length === 0 ? '[]' : `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`
  const text = `${JSON.stringify(head).slice(0, -1)},\n"items":${lines(items)},\n"history":${lines(history)}}\n`
  if (text.length > bundleLimits.text) {
    throw new BundleError(
      history.length > 0
        ? 'With all versions this would be larger than the 32 MB that can be imported again. Export it without them, or its libraries one by one.'
        : tooLarge().message,
    )
  }
  return text
}

/** Depth first, siblings by their sort keys; what lies in nothing that is here stands at the top. */
function inTreeOrder(items: readonly Exported[]): Exported[] {
  const known = new Set(items.map(({ id }) => id))
  const children = new Map<string | null, Exported[]>()
  for (const item of items) {
    const { parentId } = item.state
    const at = parentId !== null && known.has(parentId) ? parentId : null
    const siblings = children.get(at)
    if (siblings) siblings.push(item)
    else children.set(at, [item])
  }
  const lastFirst = (at: string | null) => (children.get(at) ?? []).sort(bySortKey).reverse()
  const ordered: Exported[] = []
  const open = lastFirst(null)
  for (let next = open.pop(); next; next = open.pop()) {
    ordered.push(next)
    for (const child of lastFirst(next.id)) open.push(child)
  }
  return ordered
}

const bySortKey = (a: Exported, b: Exported): number =>
  a.state.sortKey < b.state.sortKey ? -1 : a.state.sortKey > b.state.sortKey ? 1 : a.id < b.id ? -1 : 1
