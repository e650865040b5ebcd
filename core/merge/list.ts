import { canonicalJson } from '../document/canonical'
import { editsOf } from '../sequence/edits'
import { diff3 } from './diff3'

/**
 * The order of merged items by key. Items that stayed keep the order of the side that moved them; an added item
 * follows the item that it was added after. Null where both sides moved items, each in its own way.
 * @param stays whether an item of the base is in the result
 */
export function mergedOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  stays: (key: string) => boolean,
): string[] | null {
  const common = base.filter((key) => mine.includes(key) && theirs.includes(key))
  const [left, right] = [mine, theirs].map((side) => side.filter((key) => common.includes(key)))
  const moved = (order: readonly string[] = []) => order.some((key, index) => key !== common[index])
  if (moved(left) && moved(right) && left?.some((key, index) => key !== right?.[index])) return null
  const lead = moved(left) ? mine : moved(right) ? theirs : base
  const spine = lead.filter((key) => base.includes(key) && stays(key))
  const known = new Set(spine)
  const added = [additions(mine, known, stays), additions(theirs, known, stays)]
  const placed = new Set<string>()
  return ['', ...spine].flatMap((key) => {
    const blocks = added.map((side) => side.get(key) ?? []).filter((block) => block.length > 0)
    // The same from either side: neither is the first one.
    blocks.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
    const fresh = [...new Set(blocks.flat())].filter((each) => !placed.has(each))
    for (const each of fresh) placed.add(each)
    return key === '' ? fresh : [key, ...fresh]
  })
}

/** What a side has beside the spine, by the item of the spine that it follows; '' is the beginning. */
function additions(
  side: readonly string[],
  known: ReadonlySet<string>,
  stays: (key: string) => boolean,
): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let after = ''
  for (const key of side) {
    if (known.has(key)) after = key
    else if (stays(key)) found.set(after, [...(found.get(after) ?? []), key])
  }
  return found
}

/** Merges lists whose items have no name, item by item; null where the same places changed. */
export function mergeItems(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): unknown[] | null {
  const keys = (list: readonly unknown[]) => list.map((item) => canonicalJson(item ?? null))
  const before = keys(base)
  const pieces = diff3(before, editsOf(before, keys(mine)), editsOf(before, keys(theirs)))
  const tokens = pieces.flatMap((piece) => (piece.kind === 'conflict' ? [] : piece.tokens))
  const conflicting = pieces.some((piece) => piece.kind === 'conflict')
  return conflicting ? null : tokens.map((token): unknown => JSON.parse(token))
}
