import type { HistoryMessage, ResolvedMessage } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import { usedContexts } from '../../core/document/contexts'
import { validateValues } from '../../core/values/validate'
import { contextTexts } from '../../db/queries/context'
import type { Caller } from '../caller'
import type { TemplateService } from '../templates/service'

/** Something the writer can put right, with its place where it has one. */
export interface PromptIssue {
  readonly message: string
  readonly messageIndex: number | null
  readonly line: number | null
  readonly column: number | null
}

export interface Prompt {
  readonly messages: ResolvedMessage[]
  /** Typed values, defaults filled in. */
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly PromptIssue[]
}

/** The messages that a document and values make now. What a writer can put right is in `issues`, never thrown. */
export async function makePrompt(
  templates: TemplateService,
  { engine, who }: Caller,
  document: TemplateDocument,
  given: Readonly<Record<string, unknown>>,
  history: readonly HistoryMessage[] = [],
): Promise<Prompt> {
  const { values, issues } = validateValues(document.variables, given)
  const contexts = await contextTexts(engine, who.workspaceId, usedContexts(document))
  const rendered = await templates.render(document, values, contexts)
  return {
    // Where no conversation is given, a history placeholder stands for no messages.
    messages: rendered.messages.flatMap<ResolvedMessage>(({ role, text }) =>
      role === 'history' ? history : [{ role, text }],
    ),
    values,
    issues: [
      ...issues.map(({ variable, message }) => ({ ...nowhere, message: `${variable}: ${message}` })),
      // A missing value is named once, by its form field, and not again at each place in the text.
      ...rendered.issues
        .filter(({ variable }) => !issues.some((issue) => issue.variable === variable))
        .map(({ message, messageIndex, line, column }) => ({ message, messageIndex, line, column })),
    ],
  }
}

const nowhere = { messageIndex: null, line: null, column: null }
