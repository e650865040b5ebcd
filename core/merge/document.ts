import { canonicalJson, storable } from '../document/canonical'
import { namedItems } from '../document/changes'
import { parseContext } from '../template/parse'
import { mergedOrder, mergeItems } from './list'
import { type Choices, type Conflict, type MergedText, Merging, type Settled } from './merge'
import { mergeText, settleText } from './text'

export interface Merged<D> {
  /** The result. Conflicts that are open show mine for now. */
  readonly document: D
  readonly conflicts: readonly Conflict[]
  /** Conflicts that nobody has settled yet: only at 0 may the document be saved. */
  readonly open: number
  readonly settled: readonly Settled[]
  readonly texts: readonly MergedText[]
}

/**
 * Merges two documents on the version that both began from: text by words and lines, lists by the identity of their
 * items, the rest field by field. Settle its conflicts by calling it again with a choice for each.
 * @param base the true base, whatever came after it; without it every difference is a conflict or an addition.
 */
export function mergeDocuments<D extends object>(
  base: object,
  mine: D,
  theirs: D,
  choices: Choices = {},
): Merged<D> {
  const merging = new Merging(choices, (text) => parseContext({ text }).issues.length === 0)
  const [before, left, right] = [storable(base), storable(mine), storable(theirs)]
  const document = mergeValue(merging, '', before, left, right)
  const { conflicts, open, settled, texts } = merging
  // Every field comes from one of the three, under the name that it had there.
  return { document: document as D, conflicts, open, settled, texts }
}

/** Names of fields that are prose: merged word by word. */
const prose = new Set(['text', 'description', 'input', 'output'])
/** Fields that mean something only as a whole. */
const whole = new Set(['follow', 'at'])

function mergeValue(merging: Merging, path: string, base: unknown, mine: unknown, theirs: unknown): unknown {
  if (same(mine, base) && same(theirs, base)) return mine
  const name = /[^.[\]]*$/.exec(path)?.[0] ?? ''
  if (!whole.has(name)) {
    const inner = mergeInside(merging, path, name, base, mine, theirs)
    if (inner) return inner.value
  }
  if (same(mine, theirs)) return book(merging, path, 'both', base, mine, theirs, mine)
  if (same(mine, base)) return book(merging, path, 'theirs', base, mine, theirs, theirs)
  if (same(theirs, base)) return book(merging, path, 'mine', base, mine, theirs, mine)
  const removed = mine === undefined || theirs === undefined
  const choice = merging.ask({
    id: path,
    path,
    kind: removed ? 'removed' : 'value',
    base,
    mine,
    theirs,
    ways:
      typeof mine === 'string' && typeof theirs === 'string'
        ? ['mine', 'theirs', 'text']
        : ['mine', 'theirs'],
  })
  if (typeof choice === 'object') return choice.text
  return choice === 'theirs' ? theirs : mine
}

interface Inner {
  readonly value: unknown
}

/** Merges what both sides still have parts of; null where the value counts as one. */
function mergeInside(
  merging: Merging,
  path: string,
  name: string,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): Inner | null {
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return mergeList(merging, path, Array.isArray(base) ? base : [], mine, theirs)
  }
  if (isObject(mine) && isObject(theirs)) {
    return { value: mergeObject(merging, path, isObject(base) ? base : {}, mine, theirs) }
  }
  const texts = typeof mine === 'string' && typeof theirs === 'string'
  if (!texts || !prose.has(name) || same(mine, theirs) || same(mine, base) || same(theirs, base)) return null
  return { value: mergeProse(merging, path, typeof base === 'string' ? base : '', mine, theirs) }
}

function mergeObject(merging: Merging, path: string, base: Json, mine: Json, theirs: Json): Json {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  const entries = [...keys].map((key) => {
    const inner = path === '' ? key : `${path}.${key}`
    return [key, mergeValue(merging, inner, own(base, key), own(mine, key), own(theirs, key))] as const
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function mergeList(
  merging: Merging,
  path: string,
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[],
): Inner {
  const [before, left, right] = [namedItems(base), namedItems(mine), namedItems(theirs)]
  if (before && left && right) return { value: mergeNamed(merging, path, before, left, right) }
  const merged = mergeItems(base, mine, theirs)
  if (merged) {
    const side = same(mine, base) ? 'theirs' : same(theirs, base) ? 'mine' : 'merged'
    return { value: book(merging, path, side, base, mine, theirs, merged) }
  }
  const choice = merging.ask({
    id: path,
    path,
    kind: 'value',
    base,
    mine,
    theirs,
    ways: ['mine', 'theirs', 'both'],
  })
  return { value: choice === 'both' ? [...mine, ...theirs] : choice === 'theirs' ? theirs : mine }
}

type Named = ReadonlyMap<string, unknown>

function mergeNamed(merging: Merging, path: string, base: Named, mine: Named, theirs: Named): unknown[] {
  const items = new Map<string, unknown>()
  for (const key of new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])) {
    const item = mergeValue(merging, `${path}[${key}]`, base.get(key), mine.get(key), theirs.get(key))
    if (item !== undefined) items.set(key, item)
  }
  const keys = [base, mine, theirs].map((list) => [...list.keys()])
  const [before = [], left = [], right = []] = keys
  const stays = (key: string) => items.has(key)
  const order = mergedOrder(before, left, right, stays) ?? askOrder(merging, path, before, left, right, stays)
  return order.map((key) => items.get(key))
}

/** Both sides moved items: one of the two orders is chosen, and what only the other has follows. */
function askOrder(
  merging: Merging,
  path: string,
  base: string[],
  mine: string[],
  theirs: string[],
  stays: (key: string) => boolean,
): string[] {
  const id = `${path}[]`
  const ways = ['mine', 'theirs'] as const
  const choice = merging.ask({ id, path: id, kind: 'order', base, mine, theirs, ways })
  const [first, second] = choice === 'theirs' ? [theirs, mine] : [mine, theirs]
  return [...new Set([...first, ...second, ...base])].filter(stays)
}

function mergeProse(merging: Merging, path: string, base: string, mine: string, theirs: string): string {
  const pieces = mergeText(base, mine, theirs)
  merging.texts.push({ path, pieces })
  const conflicts = pieces.filter((piece) => piece.kind === 'conflict')
  const ways = ['mine', 'theirs', 'both', 'text'] as const
  const choices = conflicts.map((piece, index) =>
    merging.ask({ ...piece, id: `${path}#${index + 1}`, path, kind: 'text', ways }),
  )
  const text = settleText(pieces, choices)
  if (choices.includes(undefined)) return text
  if (!merging.reads(text) && merging.reads(mine) && merging.reads(theirs)) {
    const choice = merging.ask({ id: `${path}#text`, path, kind: 'unreadable', base, mine, theirs, ways })
    const settled = settleText([{ kind: 'conflict', base, mine, theirs }], [choice])
    return choice === undefined ? text : settled
  }
  if (conflicts.length === 0) book(merging, path, 'merged', base, mine, theirs, text)
  return text
}

function book(
  merging: Merging,
  path: string,
  side: Settled['side'],
  base: unknown,
  mine: unknown,
  theirs: unknown,
  result: unknown,
): unknown {
  merging.settled.push({ path, base, mine, theirs, result, side })
  return result
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (object: Json, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))
