import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** A sort key between two neighbours; null is the beginning or the end. Compared by bytes. */
export function keyBetween(before: string | null, after: string | null): string {
  return generateKeyBetween(before, after)
}

/** The same for several that stand one after the other. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  return generateNKeysBetween(before, after, count)
}
