import { canonicalJson } from './canonical'

export interface FieldChange {
  /** Such as `messages[m1].text`: items by their id or name where they have one, else the whole list. */
  readonly path: string
  /** undefined: not there. */
  readonly before: unknown
  readonly after: unknown
}

/** The fields in which two JSON values differ, deepest first reached, in order of path. */
export function changedFields(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (Object.is(before, after)) return []
  const left = parts(before)
  const right = parts(after)
  if (!left || !right || left.list !== right.list) {
    return same(before, after) ? [] : [{ path, before, after }]
  }
  const keys = [...new Set([...left.entries.keys(), ...right.entries.keys()])].sort()
  const found = keys.flatMap((key) => {
    const inner = left.list ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return changedFields(left.entries.get(key), right.entries.get(key), inner)
  })
  const moved = left.list && !same([...left.entries.keys()], [...right.entries.keys()])
  return moved
    ? [{ path: `${path}[]`, before: [...left.entries.keys()], after: [...right.entries.keys()] }, ...found]
    : found
}

interface Parts {
  readonly list: boolean
  readonly entries: ReadonlyMap<string, unknown>
}

/** The named parts of an object or of a list whose items all carry an id or a name of their own. */
function parts(value: unknown): Parts | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return { list: false, entries: new Map(Object.entries(value)) }
  const entries = namedItems(value)
  return entries && { list: true, entries }
}

/** The items of a list by their id or name; null where one has none, or two have the same. */
export function namedItems(list: readonly unknown[]): ReadonlyMap<string, unknown> | null {
  const keys = list.map(keyOf)
  if (keys.some((key) => key === null) || new Set(keys).size !== keys.length) return null
  return new Map(list.map((item) => [keyOf(item) ?? '', item]))
}

function keyOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null
  if ('id' in item && typeof item.id === 'string') return item.id
  if ('name' in item && typeof item.name === 'string') return item.name
  return null
}

// Canonical: jsonb gives keys back in another order than they came in.
const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)
