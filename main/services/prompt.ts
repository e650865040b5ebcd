import type { FileRef } from '../../contract/file'
import type { HistoryMessage, ResolvedMessage } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import { usedContexts } from '../../core/document/contexts'
import { type Inherited, messageName } from '../../core/template/inherit'
import type { TemplateIssue } from '../../core/template/issues'
import { validateValues } from '../../core/values/validate'
import { contextTexts } from '../../db/queries/context'
import type { Caller } from '../caller'
import type { TemplateService } from '../templates/service'
import { withBases } from './inheritance'

/** Something the writer can put right, with its place where it has one. */
export interface PromptIssue {
  readonly message: string
  /** Which of the template's own messages. */
  readonly messageIndex: number | null
  readonly line: number | null
  readonly column: number | null
}

export interface Prompt {
  /** The template with everything that it follows from its base. */
  readonly document: TemplateDocument
  readonly messages: ResolvedMessage[]
  /** Typed values, defaults filled in. */
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly PromptIssue[]
}

/** The messages that a document and values make now. What a writer can put right is in `issues`, never thrown. */
export async function makePrompt(
  templates: TemplateService,
  caller: Caller,
  own: TemplateDocument,
  given: Readonly<Record<string, unknown>>,
  history: readonly HistoryMessage[] = [],
): Promise<Prompt> {
  const inherited = await withBases(caller, own)
  const { document } = inherited
  const { values, issues } = validateValues(document.variables, given)
  const contexts = await contextTexts(caller.engine, caller.who.workspaceId, usedContexts(document))
  const rendered = await templates.render(document, values, contexts)
  const broken = inherited.issues.length > 0
  return {
    document,
    // Where no conversation is given, a history placeholder stands for no messages.
    messages: broken
      ? []
      : sendable(
          rendered.messages.flatMap<ResolvedMessage>(({ role, text, files }) =>
            role === 'history' ? history : [{ role, text, ...(files ? { files: [...files] } : {}) }],
          ),
        ),
    values,
    issues: [
      ...inherited.issues.map(({ message, messageIndex }) => ({ ...nowhere, message, messageIndex })),
      ...issues.map(({ variable, message }) => ({ ...nowhere, message: `${variable}: ${message}` })),
      // A missing value is named once, by its form field, and not again at each place in the text.
      ...rendered.issues
        .filter(({ variable }) => !issues.some((issue) => issue.variable === variable))
        .map((issue) => placedIn(inherited, issue)),
    ],
  }
}

/** Models take files from the user alone: those of other messages go with the user's last one, each once. */
function sendable(messages: readonly ResolvedMessage[]): ResolvedMessage[] {
  const astray = messages.flatMap(({ role, files }) => (role === 'user' ? [] : (files ?? [])))
  const own = messages.map(({ files, ...message }) =>
    message.role === 'user' && files ? { ...message, files } : message,
  )
  return withFiles(own, astray)
}

/** Attached files go with the last message of the user; one that is there already is not sent twice. */
export function withFiles(
  messages: readonly ResolvedMessage[],
  files: readonly FileRef[],
): ResolvedMessage[] {
  const there = new Set(messages.flatMap((message) => (message.files ?? []).map(({ hash }) => hash)))
  const more = files.filter(
    ({ hash }, index) => !there.has(hash) && files.findIndex((each) => each.hash === hash) === index,
  )
  if (more.length === 0) return [...messages]
  const last = messages.findLastIndex(({ role }) => role === 'user')
  if (last < 0) return [...messages, { role: 'user', text: '', files: more }]
  return messages.map((message, index) =>
    index === last ? { ...message, files: [...(message.files ?? []), ...more] } : message,
  )
}

/** A place in the complete template as one in the writer's own; what follows the base is named in words. */
function placedIn({ document, origins }: Inherited, issue: TemplateIssue): PromptIssue {
  const { message, messageIndex, line, column } = issue
  if (messageIndex === null) return { message, messageIndex, line, column }
  const origin = origins[messageIndex] ?? null
  if (origin !== null) return { message, messageIndex: origin, line, column }
  const base = document.messages[messageIndex]
  const name = base ? messageName(base) : ''
  const place = line === null ? '' : `, line ${line}, column ${column}`
  return { ...nowhere, message: `In the base, message "${name}"${place}: ${message}` }
}

const nowhere = { messageIndex: null, line: null, column: null }
