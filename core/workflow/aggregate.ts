import { canonicalJson, storable } from '../document/canonical'

/** The ways of an Aggregate node. */
export type AggregateWay =
  | 'join'
  | 'count'
  | 'sum'
  | 'average'
  | 'min'
  | 'max'
  | 'most_frequent'
  | 'flatten'
  | 'unique'

/**
 * One value of a list. Of an empty list an average, a smallest and a most frequent one are null.
 * @returns `entry`: the first one (from 1) that is no number where numbers are wanted
 */
export function aggregate(
  list: readonly unknown[],
  way: AggregateWay,
  separator: string,
): { readonly value: unknown } | { readonly entry: number } {
  switch (way) {
    case 'join':
      return { value: list.map(written).join(separator) }
    case 'count':
      return { value: list.length }
    case 'flatten':
      return { value: list.flat() }
    case 'unique':
      return { value: [...new Map(list.map((each) => [keyOf(each), each])).values()] }
    case 'most_frequent':
      return { value: mostFrequent(list) }
    default:
      return ofNumbers(list, way)
  }
}

/** A value as a text says it. */
export const written = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

const keyOf = (value: unknown): string => canonicalJson(storable(value ?? null))

/** Of those that are there equally often, the one that came first. */
function mostFrequent(list: readonly unknown[]): unknown {
  const counts = new Map<string, { readonly value: unknown; count: number }>()
  for (const value of list) {
    const known = counts.get(keyOf(value))
    if (known) known.count += 1
    else counts.set(keyOf(value), { value, count: 1 })
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count)
  return first ? first.value : null
}

function ofNumbers(list: readonly unknown[], way: 'sum' | 'average' | 'min' | 'max') {
  const numbers = list.map((each) => (typeof each === 'string' && each.trim() !== '' ? Number(each) : each))
  const bad = numbers.findIndex((each) => typeof each !== 'number' || !Number.isFinite(each))
  if (bad >= 0) return { entry: bad + 1 }
  const of = numbers.map(Number)
  const sum = of.reduce((total, each) => total + each, 0)
  if (way === 'sum') return { value: sum }
  if (of.length === 0) return { value: null }
  if (way === 'average') return { value: sum / of.length }
  return { value: of.reduce((a, b) => (way === 'min' ? Math.min(a, b) : Math.max(a, b))) }
}
