/** Words of a text, as a person would count them. */
export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** Sentences of a text; lines end a sentence too. Abbreviations and decimals do not. */
export function sentences(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[\p{Lu}\d"“])/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** At most `limit` words, ending at a clause where there is one, with a full stop. */
export function shorten(sentence: string, limit: number): string {
  const all = words(sentence)
  if (all.length <= limit) return sentence
  const kept = all.slice(0, limit).join(' ')
  const clause = kept.lastIndexOf(',')
  const text = clause > kept.length / 2 ? kept.slice(0, clause) : kept
  return `${text.replace(/(?:\s(?:and|or|but|to|the|a|of|for|in|with))+$/i, '').replace(/[,;:.]+$/, '')}.`
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Words that carry meaning, in lower case, without endings that vary. */
export function stems(text: string): Set<string> {
  const found = text.toLowerCase().match(/\p{L}{3,}/gu) ?? []
  return new Set(
    found.filter((word) => !common.has(word)).map((word) => word.replace(/(?:ing|ed|es|s)$/, '')),
  )
}

const common = new Set(
  (
    'the and for with that this from have has had was were are you your our their his her its not but all any can ' +
    'will would should could into about what when where which who how why use one two also just only than then them ' +
    'they there here been being does did out over under each more most some such very'
  ).split(' '),
)
