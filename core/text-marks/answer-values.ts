/** A stretch of an answer that repeats a value of its run. Offsets count UTF-16 units. */
export interface ValueMark {
  readonly from: number
  readonly to: number
  /** The variable the value came from; for a list or an object the path, such as `clauses[0].number`. */
  readonly name: string
}

const MIN_LENGTH = 2
const MAX_FORMS = 2000

/**
 * Finds a run's values in its answer, as whole words of two characters or more; letter case at the value's first
 * letter is forgiven, numbers are also found as 18,400, 18 400 or 18.400. Where values overlap the longer one wins.
 * @returns marks in order, never overlapping.
 */
export function findAnswerValues(answer: string, values: Readonly<Record<string, unknown>>): ValueMark[] {
  const forms = [...formsOf(values)].sort((a, b) => b[0].length - a[0].length).slice(0, MAX_FORMS)
  const taken: ValueMark[] = []
  const lower = answer.toLowerCase()
  // Lower case may change a text's length (İ); offsets would then lie.
  const searched = lower.length === answer.length ? lower : answer
  for (const [form, name] of forms) {
    const wanted = searched === answer ? form : form.toLowerCase()
    for (let at = searched.indexOf(wanted); at !== -1; at = searched.indexOf(wanted, at + 1)) {
      const mark = { from: at, to: at + form.length, name }
      if (
        sameButFirst(answer, at, form) &&
        isWhole(answer, mark) &&
        !taken.some((each) => meets(each, mark))
      ) {
        taken.push(mark)
      }
    }
  }
  return taken.sort((a, b) => a.from - b.from)
}

const sameButFirst = (answer: string, at: number, form: string): boolean =>
  answer.slice(at + 1, at + form.length) === form.slice(1)

const meets = (a: ValueMark, b: ValueMark): boolean => a.from < b.to && b.from < a.to

const wordy = /[\p{L}\p{N}_]/u

/** A value that begins or ends inside a word is another word. A digit group may not be cut either. */
function isWhole(answer: string, { from, to }: ValueMark): boolean {
  const first = answer[from] ?? ''
  const last = answer[to - 1] ?? ''
  const cutBefore = wordy.test(first) && wordy.test(answer[from - 1] ?? '')
  const cutAfter = wordy.test(last) && wordy.test(answer[to] ?? '')
  const numberGoesOn = /\d/.test(last) && /^[.,]\d/.test(answer.slice(to, to + 2))
  const numberBegan = /\d/.test(first) && /\d[.,]$/.test(answer.slice(Math.max(0, from - 2), from))
  return !cutBefore && !cutAfter && !numberGoesOn && !numberBegan
}

/** Every spelling to look for, and whose it is; the first variable that has a spelling keeps it. */
function formsOf(values: Readonly<Record<string, unknown>>): Map<string, string> {
  const forms = new Map<string, string>()
  const add = (text: string, name: string) => {
    const form = text.trim().replace(/[.!?]$/, '')
    if (form.length >= MIN_LENGTH && !forms.has(form)) forms.set(form, name)
  }
  for (const [name, value] of leaves(values, '', 0)) {
    if (forms.size >= MAX_FORMS) break
    const number = typeof value === 'number' ? value : plainNumber(value)
    if (typeof value === 'string') add(value, name)
    if (number !== null) for (const text of numberForms(number)) add(text, name)
  }
  return forms
}

/** Texts and numbers at any depth, each with its path. */
function* leaves(value: unknown, name: string, depth: number): Generator<[string, string | number]> {
  if (typeof value === 'string' || typeof value === 'number') yield [name, value]
  else if (typeof value === 'object' && value !== null && depth < 8) {
    for (const [key, entry] of Object.entries(value)) {
      yield* leaves(entry, pathTo(name, key, Array.isArray(value)), depth + 1)
    }
  }
}

const pathTo = (name: string, key: string, listed: boolean): string =>
  listed ? `${name}[${key}]` : name ? `${name}.${key}` : key

const plainNumber = (text: string): number | null =>
  /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim()) : null

/** 18400 as 18400, 18,400, 18 400 (also with a thin or fixed space), 18.400, and with two decimals. */
function numberForms(value: number): string[] {
  if (!Number.isFinite(value)) return []
  const plain = String(value)
  if (Math.abs(value) < 1000) return [plain, value.toFixed(2)]
  const grouped = value.toLocaleString('en-US', { maximumFractionDigits: 10 })
  const cents = value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const swapped = (text: string, group: string, point: string) =>
    text.replace(/[.,]/g, (sign) => (sign === ',' ? group : point))
  return [
    plain,
    grouped,
    cents,
    ...[' ', '\u00a0', '\u202f'].flatMap((space) => [
      swapped(grouped, space, '.'),
      swapped(grouped, space, ','),
    ]),
    swapped(grouped, '.', ','),
    swapped(cents, '.', ','),
  ]
}
