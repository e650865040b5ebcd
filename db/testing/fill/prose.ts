const words =
  'answer the customer in plain words keep every fact that stands in the ticket name nothing else list open questions first then propose one next step with its owner and date write for a reader who has two minutes never promise a refund unless the policy says so quote the contract where it matters compare both offers by price term risk support and delivery end with the decision you would make and why'.split(
    ' ',
  )
const topics =
  'refund invoice contract meeting release incident interview proposal onboarding translation summary review budget support research legal travel security hiring newsletter'.split(
    ' ',
  )

/** The same numbers for the same seed (mulberry32), from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export type Random = () => number

export const pick = <T>(random: Random, from: readonly [T, ...T[]] | readonly T[], fallback: T): T =>
  from[Math.floor(random() * from.length)] ?? fallback

/** About so many characters of words with sentences, names and numbers, so that it compresses like prose. */
export function prose(random: Random, characters: number): string {
  const start = corpus.indexOf(' ', Math.floor(random() * (corpus.length - characters - 100))) + 1
  const end = corpus.indexOf(' ', start + characters)
  return `${rare(random)} ${corpus.slice(start, end === -1 ? undefined : end)}`
}

const rare = (random: Random): string =>
  Math.floor(random() * 60_466_176)
    .toString(36)
    .padStart(4, 'q')

/** Texts are cut from this one: making each word by word would take longer than storing them. */
const corpus = written(randomFrom(7), 400_000)

function written(random: Random, characters: number): string {
  const parts: string[] = []
  for (let length = 0; length < characters; ) {
    const word = random() < 0.08 ? rare(random) : pick(random, words, 'the')
    const end = random() < 0.09 ? '. ' : ' '
    parts.push(word, end)
    length += word.length + end.length
  }
  return parts.join('')
}

export const topic = (random: Random): string => pick(random, topics, 'summary')
