/** Items that have no name of their own yet: each is known by its place. */
export const placed = <T>(items: readonly T[]): { item: T; index: number; key: string }[] =>
  items.map((item, index) => ({ item, index, key: String(index) }))
