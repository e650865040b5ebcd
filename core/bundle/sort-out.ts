import { BundleError, type BundleItem, bundleItem, bundleLimits } from './format'
import { withoutSecrets } from './secrets'

export interface RefusedItem {
  readonly id: string
  readonly type: string
  readonly title: string
  /** A sentence. */
  readonly why: string
}

export interface Sorted {
  /** In the order of the file; their places and bases are among them, and lead nowhere in circles. */
  readonly items: readonly BundleItem[]
  readonly refused: readonly RefusedItem[]
}

/**
 * Parts what can be imported from what cannot. One bad item does not spoil the others: what lay in a refused place
 * stands at the top, what was built on a refused template is refused too.
 * @throws BundleError where two items bear one id: nobody can know then which one was meant
 */
export function sortOut(raw: readonly unknown[]): Sorted {
  const read = raw.map(readItem)
  const kept = new Map<string, BundleItem>()
  const refused: RefusedItem[] = []
  let rows = 0
  for (const [index, item] of read.entries()) {
    if (typeof item === 'string') {
      refused.push({ ...named(raw[index]), why: item })
      continue
    }
    if (kept.has(item.id)) {
      throw new BundleError(
        `Two items of this file bear the id ${item.id}. It was put together by hand or is damaged; export it again.`,
      )
    }
    rows += item.rows?.length ?? 0
    kept.set(item.id, item)
  }
  if (rows > bundleLimits.rows) {
    throw new BundleError(
      `The data sets of this file have ${rows} rows, more than the ${bundleLimits.rows} that are read at once. Export them one by one.`,
    )
  }
  const refuse = (item: BundleItem, why: string) => {
    kept.delete(item.id)
    refused.push({ id: item.id, type: item.type, title: item.title, why })
  }
  const slugs = new Set<string>()
  for (const item of [...kept.values()]) {
    const wrong = misfit(item, kept)
    if (wrong) refuse(item, wrong)
    else if (item.type === 'context' && slugs.has(item.slug)) {
      refuse(item, `Another context of the file is named "${item.slug}" too.`)
    } else if (item.type === 'context') slugs.add(item.slug)
  }
  refuseChains(kept, placeOf, refuse, 'It lies in itself, or more than 32 places deep.')
  refuseChains(
    kept,
    baseOf,
    refuse,
    'It is built on itself, or on more than 32 templates one upon the other.',
  )
  // What is built on something that was refused has no text of its own to stand on.
  for (let lost = [...kept.values()]; lost.length > 0; ) {
    const gone = new Set(refused.map(({ id }) => id))
    const isLost = (base: string | null) => base !== null && gone.has(base)
    lost = [...kept.values()].filter((item) => isLost(baseOf(item)))
    for (const item of lost) refuse(item, 'The template that it is built on was refused.')
  }
  const items = [...kept.values()].map((item) => {
    const whole = withoutSecrets(item)
    return whole.parent !== null && !kept.has(whole.parent) ? { ...whole, parent: null } : whole
  })
  return { items, refused }
}

const placeOf = (item: BundleItem): string | null => item.parent

const baseOf = ({ document }: BundleItem): string | null =>
  document.kind === 'template' ? (document.base?.templateId ?? null) : null

/** The item, or why it is none. */
function readItem(raw: unknown): BundleItem | string {
  const parsed = bundleItem.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') || 'item'
    return `Its "${where}" is not as it should be: ${issue?.message ?? 'unknown'}.`
  }
  const item = parsed.data
  if (item.document.kind !== item.type)
    return `It says to be a ${item.type} but holds a ${item.document.kind}.`
  if (item.rows?.some((row) => JSON.stringify(row.values).length > bundleLimits.row)) {
    return 'The values of one of its rows are longer than 1 MB.'
  }
  if (item.document.kind !== 'variable_set') return { ...item, rows: undefined }
  const rows = item.rows ?? []
  return { ...item, rows, document: { ...item.document, rows: rows.length } }
}

/** What can still be said of an item that could not be read. */
function named(raw: unknown): Pick<RefusedItem, 'id' | 'type' | 'title'> {
  const text = (key: string) => {
    const value: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, key) : undefined
    return typeof value === 'string' ? value : ''
  }
  return { id: text('id').slice(0, 40), type: text('type').slice(0, 40), title: text('title').slice(0, 200) }
}

function misfit(item: BundleItem, all: ReadonlyMap<string, BundleItem>): string | null {
  const parent = item.parent === null ? undefined : all.get(item.parent)
  if (item.type === 'lab' && item.parent !== null) return 'A lab stands by itself, not in another place.'
  if (parent && parent.type !== 'lab' && parent.type !== 'library') {
    return `It lies in "${parent.title}", which is no place.`
  }
  const base = all.get(baseOf(item) ?? '')
  return base && base.type !== 'template' ? `It is built on "${base.title}", which is no template.` : null
}

/** Refuses what leads back to itself or too far, in steps that grow with the items alone. */
function refuseChains(
  all: Map<string, BundleItem>,
  next: (item: BundleItem) => string | null,
  refuse: (item: BundleItem, why: string) => void,
  why: string,
): void {
  const bad: BundleItem[] = []
  for (const item of all.values()) {
    let steps = 0
    let at: BundleItem | undefined = item
    while (at && steps < bundleLimits.chain) {
      at = all.get(next(at) ?? '')
      steps += 1
    }
    if (at) bad.push(item)
  }
  for (const item of bad) refuse(item, why)
}
