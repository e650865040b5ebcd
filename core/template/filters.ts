import type { FilterImplOptions } from 'liquidjs'

/** A filter that Liquid lacks and prompts want. Shown in the editor's completion. */
export interface PromptFilter {
  readonly name: string
  readonly example: string
  readonly description: string
  readonly implementation: FilterImplOptions
}

const MAX_INDENT = 40

export const promptFilters: readonly PromptFilter[] = [
  {
    name: 'money',
    example: '{{ amount | money: "EUR" }}',
    description: 'A number as an amount: 1234.5 becomes €1,234.50.',
    implementation: (value: unknown, currency: unknown = 'USD', locale: unknown = 'en-US') =>
      money(value, currency, locale),
  },
  {
    name: 'bullets',
    example: '{{ points | bullets }}',
    description: 'A list as lines that begin with "- ".',
    implementation: (value: unknown) =>
      items(value)
        .map((item) => `- ${item}`)
        .join('\n'),
  },
  {
    name: 'numbered',
    example: '{{ steps | numbered }}',
    description: 'A list as lines that begin with 1., 2., 3.',
    implementation: (value: unknown) =>
      items(value)
        .map((item, index) => `${index + 1}. ${item}`)
        .join('\n'),
  },
  {
    name: 'indent',
    example: '{{ text | indent: 4 }}',
    description: 'Every line moved to the right, at most 40 columns.',
    implementation: (value: unknown, columns: unknown = 2) => {
      const width = Math.min(MAX_INDENT, Math.max(0, Math.trunc(Number(columns)) || 0))
      return present(value).replace(/^(?=.)/gm, ' '.repeat(width))
    },
  },
  {
    name: 'fence',
    example: '{{ code | fence: "sql" }}',
    description: 'Text between code fences that it cannot close itself.',
    implementation: (value: unknown, language: unknown = '') => fence(present(value), present(language)),
  },
]

/** Filters of LiquidJS that prompts keep. Left out: randomness, hashes, and those that evaluate a text as code. */
export const liquidFilters: readonly string[] = [
  'abs append array_to_sentence_string at_least at_most capitalize ceil compact concat date default divided_by',
  'downcase escape escape_once find find_index first floor group_by has join json last lstrip map minus modulo',
  'newline_to_br normalize_whitespace number_of_words plus pop prepend push reject remove remove_first',
  'remove_last replace replace_first replace_last reverse round rstrip shift size slice slugify sort',
  'sort_natural split squish strip strip_html strip_newlines sum times to_integer truncate truncatewords uniq',
  'unshift upcase url_decode url_encode where xml_escape',
].flatMap((line) => line.split(' '))

/** How a value looks in a prompt: lists with commas, objects as JSON, nothing for null. */
export function present(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(present).join(', ')
  if (typeof value === 'object') return isPlain(value) ? JSON.stringify(value) : String(value)
  return String(value)
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function items(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(present)
  return present(value)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function money(value: unknown, currency: unknown, locale: unknown): string {
  const amount = typeof value === 'number' ? value : Number.parseFloat(present(value))
  if (!Number.isFinite(amount)) return present(value)
  try {
    return new Intl.NumberFormat(present(locale), { style: 'currency', currency: present(currency) }).format(
      amount,
    )
  } catch {
    // An unknown currency or locale must not lose the number.
    return `${amount} ${present(currency)}`
  }
}

function fence(text: string, language: string): string {
  let longest = 2
  for (const run of text.match(/`{3,}/g) ?? []) longest = Math.max(longest, run.length)
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language.replace(/[\s`]/g, '')}\n${text}\n${ticks}`
}
