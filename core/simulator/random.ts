/** A stream of numbers that depends on its seed text alone (FNV-1a into mulberry32). */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(options: readonly [T, ...T[]]): T
}

export function seeded(...parts: readonly (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const char of parts.join('\u0000')) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    chance: (probability) => next() < probability,
    pick: (options) => options[Math.floor(next() * options.length)] ?? options[0],
  }
}
