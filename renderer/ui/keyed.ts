/** Positions as keys, for lists that are never reordered and whose entries have no identity of their own. */
export const keyed = <T>(list: readonly T[]): { key: string; item: T }[] =>
  list.map((item, index) => ({ key: String(index), item }))
