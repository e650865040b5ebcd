import { sentences, words } from './text'

export interface SimMessage {
  readonly role: string
  readonly text: string
}

export type TaskKind = 'letter' | 'list' | 'summary' | 'lines' | 'json' | 'translation' | 'code' | 'answer'

/** What the simulator understood of a prompt: by plain rules, the same every time. */
export interface Brief {
  readonly task: TaskKind
  /** Everything that is asked, system messages included. */
  readonly instructions: string
  /** Sentences that state something, in order. */
  readonly facts: readonly string[]
  /** The text to work on, where the prompt brings one along; else the facts. */
  readonly material: string
  /** True where the prompt brings a text along. */
  readonly quoted: boolean
  readonly maxWords: number | null
  readonly points: number | null
  readonly wordsAPoint: number | null
  readonly language: string
  /** Who writes and who reads, where the prompt says so. */
  readonly from: string | null
  readonly to: string | null
}

const verbs =
  'write|say|end|name|use|never|always|summari[sz]e|answer|give|sort|list|be|do|explain|translate|extract|classify|' +
  'return|respond|keep|include|avoid|make|create|draft|rewrite|reply|tell|find|compare|describe|generate|start|begin|' +
  'thank|only|no|please|think|you write|you read|you answer|you are|you acknowledge|your task|where|most|e-mail|at most'
const instruction = new RegExp(`^(?:[-*\\d.)\\s]*)(?:${verbs})\\b`, 'i')

export function understand(messages: readonly SimMessage[]): Brief {
  const system = join(messages, 'system')
  const asked = messages.findLast((message) => message.role === 'user')?.text ?? system
  const { material, rest } = splitMaterial(asked)
  const stated = sentences(rest).filter((sentence) => !instruction.test(sentence) && !/[:?]$/.test(sentence))
  const told = sentences(`${system}\n${rest}`).filter(
    (sentence) => instruction.test(sentence) || sentence.endsWith('?'),
  )
  const instructions = told.join('\n')
  const everything = `${system}\n${asked}`
  return {
    task: taskOf(instructions === '' ? rest : instructions, everything),
    instructions,
    facts: stated,
    material: material ?? (stated.length > 0 ? stated.join(' ') : asked),
    quoted: material !== null,
    maxWords: numberIn(
      instructions,
      /(?:at most|under|no more than|up to|maximum(?: of)?|within)\s+(\d+)\s+words/i,
    ),
    points: numberIn(
      rest,
      /(?:exactly\s+)?(\d+)\s+(?:\w+\s+)?(?:points?|bullets?|items?|ideas?|reasons?|examples?|steps?)\b/i,
    ),
    wordsAPoint: numberIn(rest, /each\s+(?:at most|under|up to)\s+(\d+)\s+words/i),
    language: /\bin(?:to)?\s+(English|German|Norwegian|Swedish|Danish)\b/.exec(everything)?.[1] ?? 'English',
    from:
      /\b(?:write|complaints|answer|work|letters?)\s+for\s+([\p{Lu}][\p{L}&'-]*(?:\s+[\p{Lu}][\p{L}&'-]*)*)/u.exec(
        everything,
      )?.[1] ?? null,
    to: recipient(asked),
  }
}

const join = (messages: readonly SimMessage[], role: string): string =>
  messages
    .filter((message) => message.role === role)
    .map((message) => message.text)
    .join('\n')

/** "Text:", "Message:", "From Ana:" … open the part that is worked on, up to the next instruction. */
function splitMaterial(text: string): { material: string | null; rest: string } {
  const opening =
    /^(?:text|message|e-?mail|input|content|document|article|transcript|from [^\n:]{2,60}|customer[^\n:]{0,40}):[ \t]*\n?/im
  const match = opening.exec(text)
  if (!match) return { material: null, rest: text }
  const after = text.slice(match.index + match[0].length)
  const paragraphs = after.split(/\n\s*\n/)
  const from = paragraphs.findIndex((paragraph, index) => index > 0 && instruction.test(paragraph))
  const taken = from === -1 ? paragraphs : paragraphs.slice(0, from)
  const left = from === -1 ? [] : paragraphs.slice(from)
  return { material: taken.join('\n\n').trim(), rest: [text.slice(0, match.index), ...left].join('\n\n') }
}

function taskOf(instructions: string, everything: string): TaskKind {
  const has = (pattern: RegExp) => pattern.test(instructions)
  if (/\bjson\b/i.test(everything)) return 'json'
  if (/^\s*[\w-]+:\s*(?:<[^>\n]+>|[\w-]+(?:, [\w-]+)* or [\w-]+)\s*$/m.test(everything)) return 'lines'
  if (has(/\btranslat/i)) return 'translation'
  if (has(/\b(?:function|code|script|query|sql|regex|program)\b/i)) return 'code'
  if (has(/\b(?:as a list|bullets?|\d+ (?:\w+ )?(?:points|ideas|steps|items|reasons|examples)|list\b)/i))
    return 'list'
  if (has(/\b(?:letter|e-?mail|reply|first answer|message to|note to)\b/i)) return 'letter'
  if (has(/\bsummar|\bshorten|\bin short\b/i)) return 'summary'
  return 'answer'
}

function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

const person = /[\p{Lu}][\p{L}'-]+(?:\s+[\p{Lu}][\p{L}'-]+){1,2}/u

function recipient(text: string): string | null {
  const sender = /^From ([^\n:]{2,60}):/m.exec(text)?.[1]
  if (sender) return sender
  const addressed = new RegExp(`(?:to|for|dear)\\s+(${person.source})`, 'iu').exec(text)?.[1]
  const first = person.exec(text)
  const opening = first && first.index < 2 ? first[0] : null
  const named = opening ?? (addressed && /^\p{Lu}/u.test(addressed) ? addressed : null)
  return named && words(named).length <= 3 ? named : null
}
