import type { FileRef } from '../../contract/file'
import type { TemplateDocument, Variable } from '../../contract/template'
import type { MessageRole } from '../../contract/vocabulary'
import { filesAmong, inText } from '../values/file'
import { neededNames, resolveContexts } from './contexts'
import { issueFrom, missingSentence, type TemplateIssue } from './issues'
import { type ContextTexts, createLiquid, type LiquidOptions } from './liquid'
import { type ParsedTemplate, type ParsedText, parseTemplate } from './parse'

export interface RenderedMessage {
  readonly role: MessageRole
  readonly text: string
  /** Where it comes from: a message of the document by its index, or one half of an example pair. */
  readonly source: { readonly message: number } | { readonly example: number }
  /** Files that stand for variables which this message uses; left out where there are none. */
  readonly files?: readonly FileRef[]
}

export interface Rendered {
  /** Empty where there are issues: half a prompt is never sent. */
  readonly messages: readonly RenderedMessage[]
  readonly issues: readonly TemplateIssue[]
  /** Names that the messages and their contexts expect; true where a value is needed. */
  readonly expects: Readonly<Record<string, boolean>>
}

export type RenderableDocument = Pick<TemplateDocument, 'messages'> &
  Partial<Pick<TemplateDocument, 'variables' | 'examples'>>

/**
 * Renders each message by itself. Values are globals, so contexts see them; what one message assigns another does
 * not see. Roles and the number of messages come from the document alone: a value can never open a message.
 * Examples stand verbatim, as user and assistant pairs, after the leading system messages.
 * Never throws for what a writer can put right: that is in `issues`.
 */
export function renderDocument(
  document: RenderableDocument,
  values: Readonly<Record<string, unknown>>,
  contexts: ContextTexts = {},
  options: Omit<LiquidOptions, 'contexts'> = {},
): Rendered {
  const liquid = createLiquid({ ...options, contexts })
  return renderParsed(document, values, { liquid, parsed: parseTemplate(document, liquid), contexts })
}

interface Read {
  readonly liquid: ReturnType<typeof createLiquid>
  /** The document's messages, as this liquid read them. */
  readonly parsed: ParsedTemplate
  readonly contexts?: ContextTexts
}

/** The same for a document that was read before. */
export function renderParsed(
  document: RenderableDocument,
  values: Readonly<Record<string, unknown>>,
  { liquid, parsed, contexts = {} }: Read,
): Rendered {
  const resolved = resolveContexts(
    parsed.messages.map((message) => message.contexts),
    contexts,
  )
  const broken = [...parsed.issues, ...resolved.issues]
  if (broken.length > 0) return { messages: [], issues: broken, expects: {} }

  const expects = expectations(parsed.messages, resolved.parsed)
  const files = filesAmong(document.variables ?? [], values)
  const { globals, missing } = bind(document.variables ?? [], values, expects)
  for (const [name, file] of files) globals[name] = inText(file)
  const absent = missing.map((name) => missingIssue(name, parsed.messages))
  if (absent.length > 0) return { messages: [], issues: absent, expects }

  const issues: TemplateIssue[] = []
  const texts = parsed.messages.map((message, index) => {
    try {
      return String(liquid.renderSync(message.templates, Object.create(null), { globals }))
    } catch (error) {
      issues.push(issueFrom(error, { messageIndex: index }))
      return ''
    }
  })
  if (issues.length > 0) return { messages: [], issues, expects }
  const attached = parsed.messages.map((message) =>
    files.size === 0
      ? []
      : [...neededNames(message, resolved.parsed).keys()].flatMap((name) => files.get(name) ?? []),
  )
  return { messages: assemble(document, texts, attached), issues, expects }
}

function expectations(messages: readonly ParsedText[], contexts: ReadonlyMap<string, ParsedText>) {
  const all: Record<string, boolean> = Object.create(null)
  for (const message of messages) {
    for (const [name, needed] of neededNames(message, contexts)) all[name] = needed || all[name] === true
  }
  return all
}

/** Every name that may be read gets an own property, null where it is optional and empty. */
function bind(
  declared: readonly Variable[],
  values: Readonly<Record<string, unknown>>,
  expects: Readonly<Record<string, boolean>>,
): { globals: Record<string, unknown>; missing: string[] } {
  const globals: Record<string, unknown> = Object.create(null)
  const missing: string[] = []
  const variables = new Map(declared.map((variable) => [variable.name, variable]))
  for (const name of new Set([...Object.keys(values), ...variables.keys(), ...Object.keys(expects)])) {
    const variable = variables.get(name)
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    globals[name] = isEmpty(value) ? (variable?.default ?? value ?? null) : value
    const required = variable ? variable.required && name in expects : expects[name] === true
    if (required && isEmpty(globals[name])) missing.push(name)
  }
  return { globals, missing }
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

function missingIssue(variable: string, messages: readonly ParsedText[]): TemplateIssue {
  const index = messages.findIndex((message) => message.variables.some((found) => found.name === variable))
  const place = messages[index]?.variables.find((found) => found.name === variable)?.places[0]
  return {
    code: 'missing_value',
    message: missingSentence(variable),
    messageIndex: index === -1 ? null : index,
    line: place?.line ?? null,
    column: place?.column ?? null,
    variable,
  }
}

function assemble(
  document: RenderableDocument,
  texts: readonly string[],
  attached: readonly (readonly FileRef[])[],
): RenderedMessage[] {
  const own = document.messages.map<RenderedMessage>((message, index) => ({
    role: message.role,
    text: texts[index] ?? '',
    source: { message: index },
    ...(attached[index]?.length ? { files: attached[index] } : {}),
  }))
  const pairs = (document.examples ?? []).flatMap<RenderedMessage>((example, index) => [
    { role: 'user', text: example.input, source: { example: index } },
    { role: 'assistant', text: example.output, source: { example: index } },
  ])
  const firstTurn = own.findIndex((message) => message.role !== 'system')
  const at = firstTurn === -1 ? own.length : firstTurn
  return [...own.slice(0, at), ...pairs, ...own.slice(at)]
}
