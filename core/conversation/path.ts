/** What a branch is made of: messages that name the one before them. */
export interface Reply {
  readonly id: string
  readonly replyToId: string | null
}

/** From the first message to this one; a chain that is broken begins where it breaks. Shapes: any `Reply`. */
export function pathTo<T extends Reply>(tree: readonly T[], id: string | null): T[] {
  const byId = new Map(tree.map((each) => [each.id, each]))
  const path: T[] = []
  const seen = new Set<string>()
  for (let at = id === null ? undefined : byId.get(id); at && !seen.has(at.id); ) {
    seen.add(at.id)
    path.unshift(at)
    at = at.replyToId === null ? undefined : byId.get(at.replyToId)
  }
  return path
}

/** The last message of the branch that was spoken in last, below `id` (null: of the whole); null where there is none. */
export function newestLeaf<T extends Reply>(tree: readonly T[], id: string | null = null): T | null {
  let leaf: T | null = tree.find((each) => each.id === id) ?? null
  const children = childrenOf(tree)
  if (id === null) {
    // The newest message of all is the end of its branch: nothing can answer it yet.
    return tree.reduce<T | null>((last, each) => (last === null || each.id > last.id ? each : last), null)
  }
  for (let next = leaf; next; next = children.get(next.id)?.at(-1) ?? null) leaf = next
  return leaf
}

/** The alternatives to a message, itself included, oldest first. */
export function siblingsOf<T extends Reply>(tree: readonly T[], of: Reply): T[] {
  return tree.filter((each) => each.replyToId === of.replyToId).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function childrenOf<T extends Reply>(tree: readonly T[]): Map<string, T[]> {
  const children = new Map<string, T[]>()
  for (const each of tree.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (each.replyToId === null) continue
    children.set(each.replyToId, [...(children.get(each.replyToId) ?? []), each])
  }
  return children
}
