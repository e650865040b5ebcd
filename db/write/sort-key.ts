import { generateKeyBetween } from 'fractional-indexing'

/** A sort key between two neighbours; null is the beginning or the end. Compared by bytes. */
export function keyBetween(before: string | null, after: string | null): string {
  return generateKeyBetween(before, after)
}
