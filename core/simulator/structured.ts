import { choose } from './classify'
import { findFact } from './facts'
import type { Brief } from './prompt'
import type { Flaws } from './quality'
import type { Random } from './random'
import { capital, sentences, shorten } from './text'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MAX_DEPTH = 12

/** A value that is valid for a JSON schema, filled from the prompt's text where the names of its fields fit. */
export function fromSchema(schema: unknown, text: string, random: Random, field = '', depth = 0): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return null
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return fromEnum(schema.enum, text)
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return fromSchema(options[0], text, random, field, depth + 1)
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (type) => typeof type === 'string',
  )
  const fact = findFact(field, text)
  if (fact === undefined && types.includes('null')) return null
  switch (types.find((type) => type !== 'null') ?? (isObject(schema.properties) ? 'object' : 'string')) {
    case 'object':
      return fromProperties(schema, text, random, depth)
    case 'array':
      return fromItems(schema, text, random, field, depth)
    case 'integer':
      return within(schema, Math.round(numeric(fact, random)), true)
    case 'number':
      return within(schema, numeric(fact, random), false)
    case 'boolean':
      return (
        /\b(?:yes|true|has|have|is|was|will)\b/i.test(text) &&
        !new RegExp(`\\b(?:no|not|never) ${field}\\b`, 'i').test(text)
      )
    default:
      return asText(schema, fact, text)
  }
}

function fromEnum(options: readonly unknown[], text: string): unknown {
  const labels = options.filter((option) => typeof option === 'string')
  return labels.length > 0 ? choose(labels, text) : (options[0] ?? null)
}

function fromProperties(schema: Json, text: string, random: Random, depth: number): Json {
  const properties = isObject(schema.properties) ? schema.properties : {}
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      fromSchema(inner, text, random, name, depth + 1),
    ]),
  )
}

function fromItems(schema: Json, text: string, random: Random, field: string, depth: number): unknown[] {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 1
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : Math.max(3, least)
  const parts = sentences(text)
  const length = Math.max(least, Math.min(most, 3, Math.max(1, parts.length)))
  return Array.from({ length }, (_, index) => {
    const part = parts[index % Math.max(1, parts.length)] ?? text
    return fromSchema(schema.items ?? { type: 'string' }, part, random, field.replace(/s$/, ''), depth + 1)
  })
}

const numeric = (fact: string | number | undefined, random: Random): number =>
  typeof fact === 'number' ? fact : 1 + Math.floor(random.next() * 5)

function within(schema: Json, value: number, whole: boolean): number {
  const least = typeof schema.minimum === 'number' ? schema.minimum : Number.NEGATIVE_INFINITY
  const most = typeof schema.maximum === 'number' ? schema.maximum : Number.POSITIVE_INFINITY
  const held = Math.min(most, Math.max(least, value))
  return whole ? (held < least || held === least ? Math.ceil(held) : Math.floor(held)) : held
}

function asText(schema: Json, fact: string | number | undefined, text: string): string {
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : 400
  if (schema.format === 'date') return String(findFact('date', text) ?? '2026-01-01').slice(0, 10)
  const found = String(fact ?? shorten(sentences(text)[0] ?? 'Not stated.', 14))
  return [...found].slice(0, most).join('').padEnd(least, '.')
}

/** The same, with one field less where the schema allows that: null, or left out. Still valid. */
export function poorer(schema: unknown, value: unknown): unknown {
  if (!isObject(schema) || !isObject(value) || !isObject(schema.properties)) return value
  const required = Array.isArray(schema.required) ? schema.required : []
  for (const [name, inner] of Object.entries(schema.properties)) {
    if (isObject(inner) && Array.isArray(inner.type) && inner.type.includes('null') && value[name] !== null) {
      return { ...value, [name]: null }
    }
    if (!required.includes(name) && Object.hasOwn(value, name)) {
      return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
    }
  }
  return value
}

/** JSON that the prompt asks for in words only: "Give name, claim_id and wish". */
export function looseJson(brief: Brief, flaws: Flaws): string {
  const list =
    /\b(?:give|with|fields?|keys?|containing|return)\s+(?:the\s+)?(?:fields?|keys?)?:?\s*([a-z_]\w*(?:\s*\([^)]*\))?(?:(?:,\s*(?:and\s+)?|\s+and\s+)[a-z_]\w*(?:\s*\([^)]*\))?)+)/i.exec(
      brief.instructions,
    )?.[1]
  const named = (list ?? '').replace(/\([^)]*\)/g, '').match(/[a-z_]\w*/gi) ?? []
  const fields = named.filter((field) => field !== 'and')
  const wanted = fields.length > 0 ? fields : ['summary', 'topic']
  const kept = flaws.drop ? wanted.slice(0, -1) : wanted
  const body = Object.fromEntries(kept.map((field) => [field, findFact(field, brief.material) ?? null]))
  const text = JSON.stringify(body, null, 2)
  if (flaws.miss) return `\`\`\`json\n${text}\n\`\`\``
  return flaws.fill ? `${capital('here is the JSON you asked for')}:\n\n${text}` : text
}
