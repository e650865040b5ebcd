import type { Brief } from './prompt'
import type { Flaws } from './quality'
import type { Random } from './random'
import { capital, sentences, shorten, stems, words } from './text'

const fillers: readonly [string, ...string[]] = [
  'I hope this helps.',
  'Let me know if you would like me to go into more detail.',
  'It is important to note that every situation is different.',
]

/** The sentences that say most, in the text's order: those with numbers and rare words before the others. */
function weightiest(text: string, count: number): string[] {
  const all = sentences(text)
  const seen = new Map<string, number>()
  for (const stem of all.flatMap((sentence) => [...stems(sentence)]))
    seen.set(stem, (seen.get(stem) ?? 0) + 1)
  const scored = all.map((sentence, at) => {
    const shared = [...stems(sentence)].reduce((sum, stem) => sum + (seen.get(stem) ?? 0), 0)
    return {
      sentence,
      at,
      score: shared / Math.sqrt(words(sentence).length + 1) + (/\d/.test(sentence) ? 2 : 0) - at * 0.1,
    }
  })
  const kept = scored.toSorted((a, b) => b.score - a.score).slice(0, count)
  return kept.toSorted((a, b) => a.at - b.at).map((entry) => entry.sentence)
}

export function list(brief: Brief, flaws: Flaws, random: Random): string {
  const count = (brief.points ?? 5) - (flaws.drop ? 1 : 0)
  const found = weightiest(brief.material, count)
  const clauses =
    found.length < count ? brief.material.split(/[,;]\s+|\s+and\s+/).map((part) => capital(part.trim())) : []
  const points = [...found, ...clauses.filter((clause) => words(clause).length > 1)].slice(
    0,
    Math.max(1, count),
  )
  const lines = points.map((point) =>
    shorten(/[.!?]$/.test(point) ? point : `${point}.`, brief.wordsAPoint ?? 20),
  )
  if (flaws.miss) return lines.join(' ')
  const body = lines.map((line) => `- ${line}`).join('\n')
  return flaws.fill ? `${body}\n\n${random.pick(fillers)}` : body
}

export function summary(brief: Brief, flaws: Flaws, random: Random): string {
  const count = flaws.miss ? 6 : 3
  const kept = weightiest(brief.material, flaws.drop ? 1 : count)
  return limited(flaws.fill ? [...kept, random.pick(fillers)] : kept, flaws.miss ? null : brief.maxWords)
}

/** An answer to a question, from the material where there is some, else about its own nouns. */
export function answer(brief: Brief, asked: string, flaws: Flaws, random: Random): string {
  const question =
    sentences(asked).findLast((sentence) => sentence.endsWith('?')) ?? sentences(asked).at(-1) ?? asked
  const wanted = stems(question)
  const fitting = sentences(brief.material).filter(
    (sentence) => sentence !== question && [...stems(sentence)].some((stem) => wanted.has(stem)),
  )
  const said = fitting.length > 0 ? weightiest(fitting.join(' '), 3) : about(topicOf(question), random)
  const kept = flaws.drop && said.length > 1 ? said.slice(0, -1) : said
  return limited(flaws.fill ? [...kept, random.pick(fillers)] : kept, flaws.miss ? null : brief.maxWords)
}

function topicOf(question: string): { topic: string; howTo: boolean } {
  const bare = question.replace(/[?.!]+$/, '')
  const rest = bare.replace(opening, '')
  const topic = words(rest).slice(0, 12).join(' ') || 'the question'
  return { topic, howTo: /^how\b/i.test(bare) }
}

const opening =
  /^(?:please\s+)?(?:what(?: is| are)?|how (?:do|can|does|should) (?:i|we|you|one)|how|why(?: do| does| is| are)?|when|where|who|which|can you|could you|explain|describe|tell me about|write about|give me)\s+/i

function about({ topic, howTo }: { topic: string; howTo: boolean }, random: Random): string[] {
  if (words(topic).length < 2)
    return [`${capital(topic)}.`, 'Say what you would like to have written, and for whom.']
  const goal = howTo ? `To ${topic}` : `As for ${topic}`
  const first = random.pick([
    `${goal}, begin with the purpose and work back from there.`,
    `${goal}, two things decide: what is needed, and what it may cost.`,
  ])
  const second = random.pick([
    'Write down the one result that has to be right, and leave the rest for later.',
    'Most of the work lies in saying exactly what counts as done.',
  ])
  const third = random.pick([
    'Then try it on one small case and compare what comes out with what you expected.',
    'A small trial tells more here than a long plan.',
  ])
  return [first, second, third]
}

export function translation(brief: Brief, flaws: Flaws): string {
  const parts = sentences(brief.material)
  const kept = flaws.drop ? parts.slice(0, Math.max(1, parts.length - 1)) : parts
  const note = `[${brief.language}, simulated: ${kept.length} of ${parts.length} sentences]`
  const body = kept.map((sentence) => `«${sentence}»`).join(' ')
  return flaws.miss ? body : `${note}\n${body}`
}

export function code(asked: string, flaws: Flaws): string {
  const language =
    /\b(python|typescript|javascript|sql|bash|go|rust)\b/i.exec(asked)?.[1]?.toLowerCase() ?? 'python'
  const named =
    asked
      .toLowerCase()
      .match(/\p{L}{3,}/gu)
      ?.filter((word) => !notNames.has(word) && stems(word).size > 0) ?? []
  const name = named.slice(0, 3).join('_') || 'task'
  const written =
    bodies[language]?.(name) ??
    `def ${name}(values):\n    """${capital(name.replaceAll('_', ' '))}."""\n    return [value for value in values if value]`
  const text = flaws.drop ? (written.split('\n')[0] ?? written) : written
  const fenced = flaws.miss ? text : `\`\`\`${language}\n${text}\n\`\`\``
  return flaws.fill ? `Certainly. Here is the code:\n\n${fenced}` : fenced
}

const notNames = new Set(
  'write function code script query program python typescript javascript sql bash'.split(' '),
)

const bodies: Readonly<Record<string, (name: string) => string>> = {
  sql: (name) => `select ${name}, count(*) as total\nfrom ${name}\ngroup by ${name}\norder by total desc;`,
  typescript: (name) =>
    `export function ${name}(values: string[]): string[] {\n  return values.filter((value) => value !== '')\n}`,
  javascript: (name) => `export function ${name}(values) {\n  return values.filter(Boolean)\n}`,
  bash: (name) => `${name}() {\n  printf '%s\\n' "$@" | sort -u\n}`,
}

function limited(parts: readonly string[], maxWords: number | null): string {
  const text = parts.join(' ')
  return maxWords === null ? text : shorten(text, maxWords)
}
