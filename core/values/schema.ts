import { compilePattern } from '../pattern/match'

type Json = Readonly<Record<string, unknown>>

/**
 * Checks a value against the part of JSON Schema that variables and answers use: type, enum, const, properties,
 * required, additionalProperties, items, anyOf, and the bounds of numbers, texts and lists. Other keywords are
 * ignored. Returns one sentence a problem, at most 20, each with its place ("lines[2].price").
 */
export function checkSchema(schema: unknown, value: unknown): string[] {
  return schemaProblems(schema, value).map(({ message }) => message)
}

/** A sentence, and the place it is about: `lines[2].price`, or "" for the whole value. */
export interface SchemaProblem {
  readonly path: string
  readonly message: string
}

/** The same, each problem with its place by itself, for marking it there. */
export function schemaProblems(schema: unknown, value: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  check(schema, value, '', problems, 0)
  return problems.slice(0, 20)
}

const note = (problems: SchemaProblem[], path: string, says: (place: string) => string) =>
  problems.push({ path, message: says(at(path)) })

const MAX_DEPTH = 64

function check(
  schema: unknown,
  value: unknown,
  path: string,
  problems: SchemaProblem[],
  depth: number,
): void {
  if (schema === false) note(problems, path, (place) => `${place} is not allowed here.`)
  if (!isObject(schema) || problems.length >= 20) return
  if (depth > MAX_DEPTH) {
    note(problems, path, (place) => `${place} is nested too deeply.`)
    return
  }
  const types = wanted(schema.type)
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    note(
      problems,
      path,
      (place) => `${place} must be ${types.map(named).join(' or ')}, not ${named(typeOf(value))}.`,
    )
    return
  }
  checkChoice(schema, value, path, problems)
  if (
    Array.isArray(schema.anyOf) &&
    !schema.anyOf.some((option) => checkSchema(option, value).length === 0)
  ) {
    note(problems, path, (place) => `${place} fits none of the forms that are allowed.`)
  }
  if (typeof value === 'number') checkNumber(schema, value, path, problems)
  if (typeof value === 'string') checkText(schema, value, path, problems)
  if (Array.isArray(value)) checkList(schema, value, path, problems, depth)
  else if (isObject(value)) checkObject(schema, value, path, problems, depth)
}

function checkChoice(schema: Json, value: unknown, path: string, problems: SchemaProblem[]): void {
  const same = (option: unknown) => JSON.stringify(option) === JSON.stringify(value)
  if (Array.isArray(schema.enum) && !schema.enum.some(same)) {
    const allowed = schema.enum.map((option) => JSON.stringify(option)).join(', ')
    note(problems, path, (place) => `${place} must be one of ${allowed}.`)
  }
  if ('const' in schema && !same(schema.const))
    note(problems, path, (place) => `${place} must be ${JSON.stringify(schema.const)}.`)
}

function checkNumber(schema: Json, value: number, path: string, problems: SchemaProblem[]): void {
  if (typeof schema.minimum === 'number' && value < schema.minimum) {
    note(problems, path, (place) => `${place} must be at least ${schema.minimum}, not ${value}.`)
  }
  if (typeof schema.maximum === 'number' && value > schema.maximum) {
    note(problems, path, (place) => `${place} must be at most ${schema.maximum}, not ${value}.`)
  }
}

function checkText(schema: Json, value: string, path: string, problems: SchemaProblem[]): void {
  const length = [...value].length
  bounds(schema.minLength, schema.maxLength, length, 'characters', path, problems)
  if (typeof schema.pattern !== 'string') return
  try {
    // JSON Schema finds a pattern anywhere in the text; ours match the whole.
    const anywhere = `[^]*(?:${schema.pattern})[^]*`
    if (!compilePattern(anywhere).matches(value))
      note(problems, path, (place) => `${place} must match ${schema.pattern}.`)
  } catch {
    note(problems, path, (place) => `${place} has a pattern that cannot be checked: ${schema.pattern}.`)
  }
}

function checkList(
  schema: Json,
  value: readonly unknown[],
  path: string,
  problems: SchemaProblem[],
  depth: number,
): void {
  bounds(schema.minItems, schema.maxItems, value.length, 'entries', path, problems)
  if (schema.items === undefined) return
  for (const [index, entry] of value.entries()) {
    if (problems.length >= 20) return
    check(schema.items, entry, `${path}[${index}]`, problems, depth + 1)
  }
}

function checkObject(
  schema: Json,
  value: Json,
  path: string,
  problems: SchemaProblem[],
  depth: number,
): void {
  const properties = isObject(schema.properties) ? schema.properties : {}
  for (const name of Array.isArray(schema.required) ? schema.required : []) {
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      note(problems, join(path, name), (place) => `${place} is missing.`)
  }
  for (const [name, entry] of Object.entries(value)) {
    if (problems.length >= 20) return
    const place = join(path, name)
    if (Object.hasOwn(properties, name)) check(properties[name], entry, place, problems, depth + 1)
    else if (schema.additionalProperties === false) note(problems, place, (at) => `${at} is not expected.`)
    else check(schema.additionalProperties, entry, place, problems, depth + 1)
  }
}

function bounds(
  min: unknown,
  max: unknown,
  count: number,
  unit: string,
  path: string,
  problems: SchemaProblem[],
): void {
  if (typeof min === 'number' && count < min)
    note(problems, path, (place) => `${place} needs at least ${min} ${unit}, not ${count}.`)
  if (typeof max === 'number' && count > max)
    note(problems, path, (place) => `${place} has at most ${max} ${unit}, not ${count}.`)
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wanted = (type: unknown): string[] =>
  (Array.isArray(type) ? type : [type]).filter((entry) => typeof entry === 'string')

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const isOfType = (value: unknown, type: string): boolean =>
  type === 'integer' ? Number.isInteger(value) : typeOf(value) === type

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}
const named = (type: string): string => names[type] ?? type
const join = (path: string, name: string): string => (path ? `${path}.${name}` : name)
const at = (path: string): string => (path === '' ? 'The value' : `"${path}"`)
