import type { PortKind, PortType } from '../../contract/workflow'

const names: Readonly<Record<PortKind, string>> = {
  text: 'text',
  messages: 'a list of messages',
  number: 'a number',
  boolean: 'yes or no',
  list: 'a list',
  object: 'an object',
  image: 'an image',
  any: 'anything',
}

/** What is written as text by itself, and how. */
const writtenAsText: readonly PortKind[] = ['number', 'boolean']

/** What puts right that one kind does not fit the other. */
const remedies: Partial<Record<`${PortKind}>${PortKind}`, string>> = {
  'list>text': 'Put an Aggregate node that joins the list between them.',
  'object>text': 'Put a Text or an Extract node between them.',
  'messages>text': 'Put an Extract node between them.',
  'text>number': 'Put an Extract node between them.',
  'text>boolean': 'Put a Condition node between them.',
  'text>object': 'Put an Extract node between them.',
  'text>list': 'Put an Extract node between them.',
}

/** A type in words, such as `a list of text`. */
export function typeInWords({ kind, of }: PortType): string {
  return kind === 'list' && of && of !== 'any' ? `a list of ${of}` : names[kind]
}

/**
 * Why an edge cannot carry what one port gives to what another takes, as a sentence with the remedy; null where it can.
 * Numbers and yes/no are written as text, a text is taken as one message of the user; nothing else is turned.
 */
export function canCarry(from: PortType, to: PortType): string | null {
  if (from.kind === 'any' || to.kind === 'any') return null
  if (from.kind !== to.kind) {
    if (to.kind === 'text' && writtenAsText.includes(from.kind)) return null
    if (to.kind === 'messages' && from.kind === 'text') return null
    const remedy = remedies[`${from.kind}>${to.kind}`] ?? 'Connect it to a port of the same shape.'
    return `This gives ${typeInWords(from)}, and ${typeInWords(to)} is expected. ${remedy}`
  }
  if (from.kind === 'list') return listReason(from, to)
  return from.kind === 'object' ? schemaReason(from.schema, to.schema) : null
}

function listReason(from: PortType, to: PortType): string | null {
  const reason = canCarry({ kind: from.of ?? 'any' }, { kind: to.of ?? 'any' })
  return (
    reason &&
    `This gives ${typeInWords(from)}, and ${typeInWords(to)} is expected. Put a Map node between them.`
  )
}

type Schema = Readonly<Record<string, unknown>>

/** Only what is sure is refused: a field that is demanded and not promised, or promised as something else. */
function schemaReason(from: Schema | undefined, to: Schema | undefined): string | null {
  const wanted = objectOf(to?.properties)
  const given = objectOf(from?.properties)
  if (!given || !to) return null
  const demanded = Array.isArray(to.required) ? to.required.filter((each) => typeof each === 'string') : []
  const missing = demanded.find((name) => !Object.hasOwn(given, name))
  if (missing !== undefined) {
    return `The object has no field "${missing}", which is expected. Add it with an Extract node, or to the schema.`
  }
  for (const [name, expected] of Object.entries(wanted ?? {})) {
    const [is, should] = [typeOf(given[name]), typeOf(expected)]
    if (is && should && is !== should && !(is === 'integer' && should === 'number')) {
      return `The object's field "${name}" is ${is}, and ${should} is expected. Change it with an Extract node.`
    }
  }
  return null
}

const objectOf = (value: unknown): Schema | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

const typeOf = (schema: unknown): string | null => {
  const type = objectOf(schema)?.type
  return typeof type === 'string' ? type : null
}
