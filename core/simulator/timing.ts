import type { Profile } from './quality'
import type { Random } from './random'

export interface Piece {
  readonly text: string
  /** Milliseconds since the piece before; for the first since the request. */
  readonly afterMs: number
}

/** Tokens that a text would have, about: four letters each, digits and marks more. Believable, not exact. */
export function simulatedTokens(text: string): number {
  let tokens = 0
  for (const part of text.match(/\p{L}+|\d+|[^\s\p{L}\d]+|\n+/gu) ?? []) {
    tokens += /^\d/.test(part)
      ? Math.ceil(part.length / 3)
      : /^\p{L}/u.test(part)
        ? Math.max(1, Math.round(part.length / 5.5))
        : 1
  }
  return tokens
}

/** Cuts an answer into the pieces that arrive one by one, with the pauses of this model. */
export function pace(text: string, profile: Profile, promptTokens: number, random: Random): Piece[] {
  const perToken = 1000 / profile.tokensPerSecond
  const jitter = () => 0.6 + random.next() * 0.8
  return (text.match(/\s*\S+\s*$|\s*\S+/g) ?? []).map((piece, index) => ({
    text: piece,
    afterMs:
      index === 0
        ? (profile.firstTokenMs + promptTokens * 0.05) * jitter()
        : simulatedTokens(piece) * perToken * jitter(),
  }))
}
