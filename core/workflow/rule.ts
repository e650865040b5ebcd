import type { z } from 'zod'
import type { PortField, PortType } from '../../contract/workflow'

export interface Port {
  readonly name: string
  readonly type: PortType
  /** An input: the node cannot run without it. */
  readonly required?: boolean
  /** An input that takes any number of edges; the others take one. */
  readonly many?: boolean
  /**
   * A port towards the body of a map or loop. What is reachable from the outputs marked so runs once a turn, and an
   * edge into an input marked so closes the turn: it is the one that may go back.
   */
  readonly body?: boolean
}

export interface Ports {
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
}

/** What is wrong with one node's settings, whatever it is connected to. */
export interface SettingsProblem {
  readonly code:
    | 'settings'
    | 'missing_choice'
    | 'missing_model'
    | 'missing_text'
    | 'missing_expression'
    | 'duplicate_name'
    | 'template_text'
    | 'address'
    | 'secret'
  /** A sentence that names the remedy. */
  readonly message: string
  /** The setting it is about, such as `cases[2].expression`. */
  readonly field?: string
}

/** An item of the library that a node names, and how. */
export interface Use {
  /** `uses`: it runs it. `depends_on`: it reads it. */
  readonly link: 'uses' | 'depends_on'
  readonly entityId: string
  readonly versionId?: string
  readonly label?: string
}

/** What is named and which of its versions, as one text: two uses with the same one mean the same. */
export const keyOfUse = ({ entityId, versionId = '', label = '' }: Omit<Use, 'link'>): string =>
  `${entityId} ${versionId} ${label}`

/** An expression in the settings, with the setting it stands in. */
export interface Expression {
  readonly field: string
  readonly source: string
}

/** What one node's settings say. */
export interface Reading extends Ports {
  readonly problems: readonly SettingsProblem[]
  readonly uses: readonly Use[]
  readonly expressions: readonly Expression[]
  /** Liquid texts that it renders. */
  readonly texts: readonly string[]
}

interface Definition<S extends z.ZodType> {
  /** Every setting has a default: what it makes of `{}` is a new node's. */
  readonly settings: S
  readonly ports: (settings: z.output<S>) => Ports
  readonly problems?: (settings: z.output<S>) => readonly SettingsProblem[]
  readonly uses?: (settings: z.output<S>) => readonly Use[]
  readonly expressions?: (settings: z.output<S>) => readonly Expression[]
  readonly texts?: (settings: z.output<S>) => readonly string[]
}

/** The rule of one kind of node: pure, known to canvas and engine alike. */
export interface Rule<S extends z.ZodType = z.ZodType> {
  /** False for what stands on the canvas and does not run. */
  readonly runs: boolean
  readonly settings: S
  readonly defaults: () => Record<string, unknown>
  /** Never throws: settings that cannot be read are a problem and have no ports. */
  readonly read: (settings: unknown) => Reading
}

/** Makes a kind's rule; its parts see settings that their schema has read. */
export function defineRule<S extends z.ZodType<Record<string, unknown>>>(
  definition: Definition<S>,
  runs = true,
): Rule<S> {
  const { settings: schema } = definition
  return {
    runs,
    settings: schema,
    defaults: () => schema.parse({}),
    read: (raw) => {
      const parsed = schema.safeParse(raw)
      if (!parsed.success) return { ...nothing, problems: parsed.error.issues.map(unreadable) }
      const settings = parsed.data
      return {
        ...definition.ports(settings),
        problems: definition.problems?.(settings) ?? [],
        uses: definition.uses?.(settings) ?? [],
        expressions: definition.expressions?.(settings) ?? [],
        texts: definition.texts?.(settings) ?? [],
      }
    },
  }
}

export const nothing: Reading = {
  inputs: [],
  outputs: [],
  problems: [],
  uses: [],
  expressions: [],
  texts: [],
}

const unreadable = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[]
  readonly message: string
}): SettingsProblem => {
  const field = path.map(String).join('.')
  return {
    code: 'settings',
    field,
    message: `The setting "${field}" cannot be read (${message}). Set it anew.`,
  }
}

/** Declared fields as ports that take. */
export const taking = (fields: readonly PortField[]): Port[] =>
  fields.map(({ name, type, required, default: value }) => ({
    name,
    type,
    required: required && value === undefined,
  }))

/** Declared fields as ports that give. */
export const giving = (fields: readonly PortField[]): Port[] =>
  fields.map(({ name, type }) => ({ name, type }))

/** A name that is declared twice. */
export function twice(names: readonly string[], field: string): SettingsProblem[] {
  const again = names.find((name, index) => names.indexOf(name) !== index)
  if (again === undefined) return []
  return [{ code: 'duplicate_name', field, message: `"${again}" is there twice. Give each its own name.` }]
}

/** An expression that was not written. */
export const unwritten = ({ field, source }: Expression): SettingsProblem[] =>
  source.trim() === ''
    ? [{ code: 'missing_expression', field, message: 'Write the expression that decides here.' }]
    : []
