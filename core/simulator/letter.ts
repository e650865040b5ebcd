import type { Brief } from './prompt'
import type { Flaws } from './quality'
import type { Random } from './random'
import { capital, sentences, shorten, words } from './text'

interface Phrases {
  readonly dear: (name: string) => string
  readonly opening: string
  readonly thanks: (times: string) => string
  readonly youWrite: (what: string) => string
  readonly byDate: (date: string) => string
  readonly next: (id: string | null) => string
  readonly regards: string
  readonly filler: readonly [string, ...string[]]
}

const books: Readonly<Record<string, Phrases>> = {
  English: {
    dear: (name) => `Dear ${name},`,
    opening: 'We have read what you sent us, and this is what we can say today.',
    thanks: (times) => `You have written to us ${times} times, and we thank you for your patience.`,
    youWrite: (what) => `You write: “${what}”`,
    byDate: (date) => `You will hear from us by ${date}.`,
    next: (id) =>
      `If you have anything that we should look at again, send it to us${id ? ` and name ${id}` : ''}.`,
    regards: 'Kind regards,',
    filler: [
      'We hope that this message finds you well.',
      'We value your trust and always strive to give you the best experience.',
      'Should you have any questions whatsoever, do not hesitate to reach out to us at any time.',
    ],
  },
  German: {
    dear: (name) => `Guten Tag ${name},`,
    opening: 'wir haben Ihre Nachricht gelesen und können Ihnen heute Folgendes sagen.',
    thanks: (times) => `Sie haben uns ${times} Mal geschrieben, und wir danken Ihnen für Ihre Geduld.`,
    youWrite: (what) => `Sie schreiben: „${what}“`,
    byDate: (date) => `Sie hören bis ${date} von uns.`,
    next: (id) =>
      `Wenn wir etwas noch einmal ansehen sollen, schicken Sie es uns${id ? ` und nennen Sie ${id}` : ''}.`,
    regards: 'Freundliche Grüße',
    filler: ['Wir hoffen, es geht Ihnen gut.', 'Ihre Zufriedenheit liegt uns sehr am Herzen.'],
  },
  Norwegian: {
    dear: (name) => `Hei ${name},`,
    opening: 'Vi har lest det du sendte oss, og dette kan vi si i dag.',
    thanks: (times) => `Du har skrevet til oss ${times} ganger, og vi takker for tålmodigheten.`,
    youWrite: (what) => `Du skriver: «${what}»`,
    byDate: (date) => `Du hører fra oss innen ${date}.`,
    next: (id) => `Har du noe vi bør se på igjen, send det til oss${id ? ` og oppgi ${id}` : ''}.`,
    regards: 'Vennlig hilsen',
    filler: ['Vi håper at alt er bra med deg.', 'Din tilfredshet er svært viktig for oss.'],
  },
  Swedish: {
    dear: (name) => `Hej ${name},`,
    opening: 'Vi har läst det du skickade, och det här kan vi säga i dag.',
    thanks: (times) => `Du har skrivit till oss ${times} gånger, och vi tackar för ditt tålamod.`,
    youWrite: (what) => `Du skriver: ”${what}”`,
    byDate: (date) => `Du hör från oss senast ${date}.`,
    next: (id) => `Har du något som vi bör se på igen, skicka det till oss${id ? ` och ange ${id}` : ''}.`,
    regards: 'Vänliga hälsningar',
    filler: ['Vi hoppas att allt är bra med dig.', 'Din nöjdhet är mycket viktig för oss.'],
  },
  Danish: {
    dear: (name) => `Kære ${name},`,
    opening: 'Vi har læst det, du sendte os, og det kan vi sige i dag.',
    thanks: (times) => `Du har skrevet til os ${times} gange, og vi takker for din tålmodighed.`,
    youWrite: (what) => `Du skriver: »${what}«`,
    byDate: (date) => `Du hører fra os senest ${date}.`,
    next: (id) => `Har du noget, vi bør se på igen, så send det til os${id ? ` og nævn ${id}` : ''}.`,
    regards: 'Venlig hilsen',
    filler: ['Vi håber, at alt er vel.', 'Din tilfredshed er meget vigtig for os.'],
  },
}

/** A letter from the prompt's own facts, in its language, within its length. */
export function letter(brief: Brief, flaws: Flaws, random: Random): string {
  const book = books[brief.language] ?? books.English
  if (!book) return ''
  const everything = `${brief.instructions}\n${brief.facts.join('\n')}`
  const id = /\b[A-Z]{2,}-[\dA-Z-]{3,}\b/.exec(everything)?.[0] ?? null
  const times = /\bwritten (\d+) times\b/.exec(everything)?.[1]
  const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(brief.instructions)?.[0]
  const told = brief.facts
    .filter((fact) => !/^They have written/.test(fact))
    .map((fact) => toReader(fact, brief.to))
  const quoted = brief.quoted ? [book.youWrite(shorten(sentences(brief.material)[0] ?? '', 16))] : []
  const body = [
    times ? book.thanks(times) : book.opening,
    ...quoted,
    ...told,
    ...(date ? [book.byDate(date)] : []),
  ]
  if (flaws.drop) body.splice(Math.max(0, body.length - 1), 1)
  if (flaws.fill) body.splice(1, 0, random.pick(book.filler))
  const closing = flaws.drop && random.chance(0.5) ? null : book.next(flaws.drop ? null : id)
  const frame = [book.dear(brief.to ?? 'Sir or Madam'), book.regards, brief.from ?? 'The team']
  const room = (brief.maxWords ?? 400) - words([...frame, closing ?? ''].join(' ')).length
  const kept = flaws.miss ? [...body, ...book.filler] : fitting(body, room)
  return [frame[0], '', kept.join(' '), ...(closing ? ['', closing] : []), '', frame[1], frame[2]].join('\n')
}

/** As many sentences, from the first on, as there is room for. */
function fitting(body: readonly string[], room: number): string[] {
  const kept: string[] = []
  let used = 0
  for (const sentence of body) {
    used += words(sentence).length
    if (used > room && kept.length > 0) break
    kept.push(sentence)
  }
  return kept
}

/** A fact about the reader, said to the reader. */
function toReader(fact: string, reader: string | null): string {
  let text = fact
  if (reader && text.startsWith(reader)) {
    text = `You${text.slice(reader.length)}`
      .replace(/^You has\b/, 'You have')
      .replace(/^You is\b/, 'You are')
      .replace(/^You was\b/, 'You were')
  }
  text = text
    .replace(/^They\b/, 'You')
    .replace(/^(?:Claim|Order|Case|Invoice|Ticket|Booking)\b/, (thing) => `Your ${thing.toLowerCase()}`)
  return capital(/[.!?]$/.test(text) ? text : `${text}.`)
}
