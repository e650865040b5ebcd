import type { Random } from './random'

/** How often a model of the simulator goes wrong, each kind by itself. Experiments may count on these rates. */
export interface Profile {
  /** Leaves one asked-for value out. */
  readonly drops: number
  /** Adds a sentence that nobody asked for. */
  readonly fills: number
  /** Misses the form: too long, no list, a fence around JSON. */
  readonly misses: number
  /** Typical wait for the first token, in milliseconds, and speed after it. */
  readonly firstTokenMs: number
  readonly tokensPerSecond: number
}

export const profiles = {
  'sim-small': { drops: 0.35, fills: 0.4, misses: 0.25, firstTokenMs: 180, tokensPerSecond: 140 },
  'sim-large': { drops: 0.02, fills: 0.02, misses: 0.01, firstTokenMs: 420, tokensPerSecond: 60 },
} as const satisfies Readonly<Record<string, Profile>>

export type SimulatedModel = keyof typeof profiles
export const isSimulated = (model: string): model is SimulatedModel => Object.hasOwn(profiles, model)

/** What goes wrong in one answer. */
export interface Flaws {
  readonly drop: boolean
  readonly fill: boolean
  readonly miss: boolean
}

export const flawsOf = (profile: Profile, random: Random): Flaws => ({
  drop: random.chance(profile.drops),
  fill: random.chance(profile.fills),
  miss: random.chance(profile.misses),
})
