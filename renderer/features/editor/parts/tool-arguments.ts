export const argumentTypes = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const

/** An argument as the form shows it; `rest` is what its schema says beside that. */
export interface Argument {
  readonly name: string
  readonly type: (typeof argumentTypes)[number]
  readonly required: boolean
  readonly rest: Readonly<Record<string, unknown>>
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The arguments of a schema; null where it says something that the form cannot show. */
export function argumentsOf(parameters: Json): Argument[] | null {
  const { type = 'object', properties = {}, required = [] } = parameters
  if (type !== 'object' || !isObject(properties) || !Array.isArray(required)) return null
  const list: Argument[] = []
  for (const [name, schema] of Object.entries(properties)) {
    if (!isObject(schema)) return null
    const { type: own, ...rest } = schema
    const known = argumentTypes.find((each) => each === own)
    if (!known) return null
    list.push({ name, type: known, required: required.includes(name), rest })
  }
  return list
}

/** The schema with these arguments; what else it says stays. */
export function parametersOf(before: Json, list: readonly Argument[]): Record<string, unknown> {
  const required = list.filter((each) => each.required).map(({ name }) => name)
  const properties = Object.fromEntries(list.map(({ name, type, rest }) => [name, { type, ...rest }]))
  const { required: _old, ...rest } = before
  return { ...rest, type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}
