import { z } from 'zod'
import { id } from './common'
import { conversationStates, messageRoles, variableTypes } from './vocabulary'
import { workflowDocument } from './workflow'

/** A name usable in Liquid: letters, digits and underscores, not beginning with a digit. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .max(80)

export const variableRules = z.looseObject({
  /** Numbers: bounds of the value. Lists: bounds of the count. Dates: ISO days. */
  min: z.union([z.number(), z.string()]).optional(),
  max: z.union([z.number(), z.string()]).optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(0).optional(),
  /** A regular expression that the whole text has to match, and the words shown for it. */
  pattern: z.string().max(500).optional(),
  patternHint: z.string().max(200).optional(),
  choices: z.array(z.string()).optional(),
  schema: z.unknown().optional(),
})

export const variable = z.looseObject({
  name: variableName,
  type: z.enum(variableTypes).default('text'),
  required: z.boolean().default(true),
  default: z.unknown().optional(),
  description: z.string().max(500).default(''),
  rules: variableRules.default({}),
  /** The shared variable_definition that this one follows. */
  definitionId: id.nullish(),
})
export type Variable = z.infer<typeof variable>

export const message = z.looseObject({
  /** Stable within the document, so that a diff and an override can name the message. */
  id: z.string().min(1).max(64),
  name: z.string().max(80).optional(),
  role: z.enum(messageRoles),
  text: z.string().max(1_000_000),
  /**
   * In a template that is built on a base: instead of, before or after which of the base's messages this one stands,
   * by that message's name (its id where it has none). Without it the message comes after all of them.
   */
  at: z.object({ change: z.enum(['replace', 'before', 'after']), name: z.string().max(80) }).nullish(),
})
export type Message = z.infer<typeof message>

export const modelSettings = z.looseObject({
  connectionId: id.nullish(),
  model: z.string().max(200).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  topP: z.number().min(0).max(1).nullish(),
  maxTokens: z.number().int().min(1).max(1_000_000).nullish(),
  seed: z.number().int().nullish(),
})
export type ModelSettings = z.infer<typeof modelSettings>

export const tool = z.looseObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  description: z.string().max(2000).default(''),
  /** A JSON schema of the arguments. */
  parameters: z.record(z.string(), z.unknown()),
})
export type Tool = z.infer<typeof tool>

export const example = z.looseObject({ input: z.string(), output: z.string() })

/** Which version of another entity is meant. */
export const follow = z.discriminatedUnion('by', [
  z.object({ by: z.literal('version'), versionId: id }),
  z.object({ by: z.literal('label'), label: z.string().min(1).max(80) }),
  z.object({ by: z.literal('latest') }),
])
export type Follow = z.infer<typeof follow>

/**
 * What a template is built on. Its own messages say where they stand (`at`); its own settings, variables and tools
 * override single ones of the base; the rest follows the base.
 */
export const base = z.looseObject({
  templateId: id,
  follow,
  /** Names of the base's messages that are left out. */
  dropped: z.array(z.string().max(80)).max(200).default([]),
  /** What stands in the base's `{% block name %}`, by name. */
  blocks: z.record(z.string().max(80), z.string().max(1_000_000)).default({}),
  /** The lists and the schema that are this template's own, even where it leaves them empty. */
  own: z.array(z.enum(['outputSchema', 'stop', 'examples'])).default([]),
})
export type Base = z.infer<typeof base>

/** A template's document: the immutable content of one version. Unknown keys are kept. */
export const templateDocument = z.looseObject({
  kind: z.literal('template'),
  form: z.enum(['text', 'chat']),
  /** A text template has exactly one user message. */
  messages: z.array(message).max(200),
  variables: z.array(variable).max(500).default([]),
  settings: modelSettings.default({}),
  tools: z.array(tool).max(128).default([]),
  outputSchema: z.unknown().optional(),
  stop: z.array(z.string().min(1)).max(16).default([]),
  examples: z.array(example).max(200).default([]),
  base: base.nullish(),
})
export type TemplateDocument = z.infer<typeof templateDocument>

/** A context's document: a reusable block that templates include with `{% render "slug" %}`. */
export const contextDocument = z.looseObject({
  kind: z.literal('context'),
  text: z.string().max(1_000_000),
  variables: z.array(variable).max(500).default([]),
  examples: z.array(example).max(200).default([]),
})
export type ContextDocument = z.infer<typeof contextDocument>

/** Labs, libraries and other places carry no text of their own, only what describes them. */
export const placeDocument = z.looseObject({ kind: z.enum(['lab', 'library']) })

/** What a conversation is held with; what was said in it are messages of their own, not its document. */
export const conversationDocument = z.looseObject({
  kind: z.literal('conversation'),
  state: z.enum(conversationStates),
  templateId: id.nullable(),
  values: z.record(z.string(), z.unknown()).default({}),
  settings: modelSettings.default({}),
})
export type ConversationDocument = z.infer<typeof conversationDocument>

/** A variable set's document: its columns. The rows are rows of their own, read page by page. */
export const variableSetDocument = z.looseObject({
  kind: z.literal('variable_set'),
  columns: z.array(variable).max(500).default([]),
  /** How many rows there are, and a hash that every change of a row changes. */
  rows: z.number().int().min(0).default(0),
  digest: z.string().max(64).default(''),
})

/** A variable that many templates share: they name it and follow it. */
export const variableDefinitionDocument = z.looseObject({ kind: z.literal('variable_definition'), variable })
export type VariableDefinitionDocument = z.infer<typeof variableDefinitionDocument>

export const entityDocument = z.discriminatedUnion('kind', [
  templateDocument,
  contextDocument,
  placeDocument,
  conversationDocument,
  variableSetDocument,
  variableDefinitionDocument,
  workflowDocument,
])
export type EntityDocument = z.infer<typeof entityDocument>
