import type { VariableType } from '../../contract/vocabulary'
import { fileOf } from './file'

export type Coerced = { readonly value: unknown } | { readonly problem: string }

/**
 * Turns what a form field, a CSV cell or a command line holds into the variable's type. Values that have the type
 * already are kept. Returns the sentence to show below the field where that cannot be done.
 */
export function coerce(type: VariableType, raw: unknown): Coerced {
  return coercions[type](raw)
}

/** What was typed, for the end of a sentence. */
export const typed = (raw: unknown): string => {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw))
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return typeof raw === 'number' ? `You typed ${short}.` : `You typed "${short}".`
}

const asText = (raw: unknown): Coerced => {
  if (typeof raw === 'string') return { value: raw }
  if (typeof raw === 'number' || typeof raw === 'boolean') return { value: String(raw) }
  return { problem: 'A text is wanted here.' }
}

function asNumber(raw: unknown): Coerced {
  if (typeof raw === 'number' && Number.isFinite(raw)) return { value: raw }
  const text = typeof raw === 'string' ? raw.trim() : ''
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))) {
    return { value: Number(text) }
  }
  const hint = /^[+-]?\d[\d.,' ]*$/.test(text)
    ? 'A number without separators, with a point for decimals.'
    : 'A number.'
  return { problem: `${hint} ${typed(raw)}` }
}

function asInteger(raw: unknown): Coerced {
  const number = asNumber(raw)
  if ('problem' in number || Number.isSafeInteger(number.value)) return number
  return { problem: `A whole number. ${typed(raw)}` }
}

const yes = new Set(['true', 'yes', 'on', '1'])
const no = new Set(['false', 'no', 'off', '0'])

function asBoolean(raw: unknown): Coerced {
  if (typeof raw === 'boolean') return { value: raw }
  const word = String(raw).trim().toLowerCase()
  if (yes.has(word)) return { value: true }
  if (no.has(word)) return { value: false }
  return { problem: `Yes or no. ${typed(raw)}` }
}

function asDate(raw: unknown): Coerced {
  const text = typeof raw === 'string' ? raw.trim() : ''
  const match = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)
  if (match && existsInCalendar(Number(match[1]), Number(match[2]), Number(match[3])) && isInstant(text)) {
    return { value: text }
  }
  return { problem: `A day such as 2026-11-18. ${typed(raw)}` }
}

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text))

function existsInCalendar(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}

function asList(raw: unknown): Coerced {
  if (Array.isArray(raw)) return { value: raw }
  if (typeof raw !== 'string') return { problem: 'A list, one entry a line.' }
  const text = raw.trim()
  if (text.startsWith('[')) {
    const parsed = asJson(text)
    if ('value' in parsed && Array.isArray(parsed.value)) return parsed
  }
  const entries = raw.split('\n').map((line) => line.trim())
  return { value: entries.filter((line) => line !== '') }
}

function asJson(raw: unknown): Coerced {
  if (typeof raw !== 'string') return raw === undefined ? { problem: 'JSON is wanted here.' } : { value: raw }
  try {
    return { value: JSON.parse(raw) }
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    if (position === undefined || Number(position) >= raw.length)
      return { problem: 'This is not JSON: it ends too early.' }
    const before = raw.slice(0, Number(position)).split('\n')
    return {
      problem: `This is not JSON: look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`,
    }
  }
}

function asFile(raw: unknown): Coerced {
  const file = fileOf(raw)
  return file ? { value: file } : { problem: `A file is chosen here. ${typed(raw)}` }
}

function asImage(raw: unknown): Coerced {
  const file = fileOf(raw)
  if (!file) return { problem: `A picture is chosen here. ${typed(raw)}` }
  if (file.mediaType.startsWith('image/')) return { value: file }
  return { problem: `A picture: PNG, JPEG, WebP or GIF. ${file.name} is none.` }
}

const coercions: Readonly<Record<VariableType, (raw: unknown) => Coerced>> = {
  text: asText,
  long_text: asText,
  number: asNumber,
  integer: asInteger,
  boolean: asBoolean,
  date: asDate,
  choice: asText,
  list: asList,
  json: asJson,
  file: asFile,
  image: asImage,
  secret: asText,
}
