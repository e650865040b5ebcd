import type { Liquid, Template } from 'liquidjs'
import type { VariableType } from '../../contract/vocabulary'
import { lineStarts } from './positions'

/** One spot where a variable stands. Offsets count UTF-16 units, so that an editor can mark them as they are. */
export interface VariablePlace {
  readonly line: number
  readonly column: number
  readonly from: number
  readonly to: number
  readonly filters: readonly string[]
  /** The tag it stands in (`if`, `for` …), or null for an output. */
  readonly tag: string | null
}

export interface FoundVariable {
  /** The root: what the form asks for. */
  readonly name: string
  /** Full paths met, such as `customer.name`. */
  readonly paths: readonly string[]
  readonly places: readonly VariablePlace[]
  /** False where every place copes without a value: a `default` filter, or a condition. */
  readonly needed: boolean
  /** What the places hint at; the writer may say otherwise. */
  readonly guess: VariableType
}

/** Variables that the text expects from outside; contexts that it renders are not looked into. */
export function findVariables(liquid: Liquid, templates: Template[], text: string): FoundVariable[] {
  const starts = lineStarts(text)
  const { globals } = liquid.analyzeSync(templates, { partials: false })
  return Object.entries(globals).map(([name, uses]) => {
    const found = uses.map((use) => {
      const from = (starts[use.location.row - 1] ?? 0) + use.location.col - 1
      return { path: use.toString(), place: placeAt(text, from, use.toString(), name, use.location) }
    })
    const places = found.map((entry) => entry.place).sort((a, b) => a.from - b.from)
    const paths = [...new Set(found.map((entry) => entry.path))]
    return { name, paths, places, needed: places.some(needsValue), guess: guessType(name, paths, places) }
  })
}

function placeAt(
  text: string,
  from: number,
  path: string,
  root: string,
  { row, col }: { row: number; col: number },
): VariablePlace {
  const length = text.startsWith(path, from) ? path.length : root.length
  return { line: row, column: col, from, to: from + length, ...surroundings(text, from) }
}

/** The `{{ … }}` or `{% … %}` around an offset: its tag and the filters after the offset. */
function surroundings(text: string, offset: number): { tag: string | null; filters: string[] } {
  const output = text.lastIndexOf('{{', offset)
  const tagAt = text.lastIndexOf('{%', offset)
  const start = Math.max(output, tagAt)
  const isTag = tagAt > output
  const close = text.indexOf(isTag ? '%}' : '}}', offset)
  const end = close === -1 ? text.length : close
  const tag = isTag ? (/^\{%-?\s*(\w+)/.exec(text.slice(start, start + 40))?.[1] ?? null) : null
  const rest = text.slice(offset, Math.min(end, offset + 2000)).replace(/"[^"]*"|'[^']*'/g, '""')
  const filters = [...rest.matchAll(/\|\s*(\w+)/g)].map((match) => match[1] ?? '')
  return { tag, filters }
}

const conditions = new Set(['if', 'elsif', 'unless'])

const needsValue = (place: VariablePlace): boolean =>
  place.filters[0] !== 'default' && !(place.tag !== null && conditions.has(place.tag))

const numeric = new Set([
  'money',
  'plus',
  'minus',
  'times',
  'divided_by',
  'modulo',
  'round',
  'ceil',
  'floor',
  'abs',
])
const listing = new Set(['bullets', 'numbered', 'join', 'map', 'where', 'first', 'last', 'sort', 'uniq'])

function guessType(name: string, paths: readonly string[], places: readonly VariablePlace[]): VariableType {
  if (paths.some((path) => path !== name)) return 'json'
  if (places.some((place) => place.tag === 'for' || place.filters.some((filter) => listing.has(filter))))
    return 'list'
  if (places.some((place) => place.filters.includes('date'))) return 'date'
  if (places.some((place) => place.filters.some((filter) => numeric.has(filter)))) return 'number'
  if (places.every((place) => place.tag !== null && conditions.has(place.tag))) return 'boolean'
  return 'text'
}
