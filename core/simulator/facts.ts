import { choose } from './classify'
import { sentences, shorten } from './text'

/**
 * Finds in a text what a field of this name asks for. Returns undefined where the text does not say: inventing would
 * be the one thing that an extraction must not do.
 */
export function findFact(field: string, text: string): string | number | undefined {
  const name = field.toLowerCase()
  return finders.find(([pattern]) => pattern.test(name))?.[1](text)
}

type Finder = (text: string) => string | number | undefined

const firstMatch =
  (pattern: RegExp): Finder =>
  (text) =>
    pattern.exec(text)?.[1] ?? pattern.exec(text)?.[0]

const amount: Finder = (text) => {
  const near =
    /(?:[$€£]|NOK|EUR|USD|GBP|SEK|DKK|CHF)\s?(\d[\d,' ]*(?:\.\d+)?)/.exec(text)?.[1] ??
    /(\d[\d,' ]*(?:\.\d+)?)\s?(?:kroner|kr|euros?|dollars?|[$€£]|NOK|EUR|USD)/i.exec(text)?.[1]
  return near === undefined ? undefined : Number(near.replace(/[,' ]/g, ''))
}

const count: Finder = (text) => {
  const found = /(?<![-\d.])(\d{1,9})(?![-\d.]*\d)/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}

const signature: Finder = (text) =>
  /(?:regards|sincerely|best|thanks|hilsen|Grüße),?\s+([\p{Lu}][\p{L}'-]+(?:\s+[\p{Lu}][\p{L}'-]+)*)/u.exec(
    text,
  )?.[1] ??
  /\b(?:my name is|I am|this is|from)\s+([\p{Lu}][\p{L}'-]+(?:\s+[\p{Lu}][\p{L}'-]+)*)/u.exec(text)?.[1] ??
  /(?<![.!?]\s)(?<!^)\b([\p{Lu}][\p{L}'-]+\s+[\p{Lu}][\p{L}'-]+)\b/mu.exec(text)?.[1]

const wish: Finder = (text) => {
  const found = sentences(text).find((sentence) =>
    /\b(?:would like|want|wish|please|hope|need|could you|can you)\b/i.test(sentence),
  )
  return found === undefined ? undefined : shorten(found, 16)
}

const finders: readonly (readonly [RegExp, Finder])[] = [
  [/e-?mail|mail_?address/, firstMatch(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)],
  [/phone|mobile/, firstMatch(/\+?\d[\d ]{6,}\d/)],
  [/url|link|website/, firstMatch(/https?:\/\/[^\s)]+/)],
  [
    /date|day|deadline|when/,
    firstMatch(
      /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?\b/,
    ),
  ],
  [/amount|price|total|cost|sum|value|fee/, amount],
  [
    /(?:^|_)(?:id|number|reference|ref|code)$|claim|order|invoice|ticket/,
    firstMatch(/\b[A-Z]{1,5}-[\dA-Z][\dA-Z-]{2,}\b/),
  ],
  [/count|quantity|qty|times|age|years|points/, count],
  [/currency/, firstMatch(/\b(?:NOK|EUR|USD|GBP|SEK|DKK|CHF)\b/)],
  [/name|customer|author|sender|person|who/, signature],
  [/wish|request|want|ask|need|goal|intent/, wish],
  [
    /city|town|place|location|country|destination/,
    firstMatch(/\b(?:in|at|to|from|near)\s+([\p{Lu}][\p{L}'-]+(?:\s+[\p{Lu}][\p{L}'-]+)*)/u),
  ],
  [/sentiment|mood|tone/, (text) => choose(['positive', 'negative', 'neutral'], text)],
  [
    /summary|title|subject|topic|description|text|answer|reason|note|message/,
    (text) => shorten(sentences(text)[0] ?? text, 14),
  ],
]
