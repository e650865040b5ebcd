import { uuidv7 } from 'uuidv7'
import type { ConversationMessage } from '../../contract/conversation'
import type { Changed } from '../../contract/entity'
import type { FileRef } from '../../contract/file'
import type { ModelChoice, ResolvedMessage, RunSummary } from '../../contract/run'
import type { ConversationDocument, TemplateDocument } from '../../contract/template'
import { pathTo } from '../../core/conversation/path'
import { getConnection } from '../../db/queries/connection'
import { listMessages } from '../../db/queries/conversation'
import { getHead } from '../../db/queries/head'
import { record } from '../../db/record'
import type { NewMessage } from '../../db/record/batch'
import { phaseId } from '../../db/record/phase-id'
import type { EntityHead } from '../../db/write/command'
import { createEntity } from '../../db/write/create-entity'
import { changeOf, edit } from '../../db/write/edit'
import type { Caller } from '../caller'
import { bytesOf, cannotRun, contextOf, newRun } from '../engine/prepare'
import type { Prepared } from '../engine/prepared'
import type { Runs } from '../engine/runs'
import { notFound, refused } from '../failure'
import type { TemplateService } from '../templates/service'
import type { Blobs } from './blobs'
import { withBases } from './inheritance'
import { makePrompt } from './prompt'

interface Needs {
  readonly runs: Runs
  readonly templates: TemplateService
  readonly blobs: Blobs
}

export function createConversation(
  { engine, who }: Caller,
  input: {
    readonly commandId: string
    readonly id: string
    readonly title: string
    readonly templateId: string | null
    readonly values: Record<string, unknown>
    readonly choice: ModelChoice
  },
): Promise<Changed> {
  const { commandId, id, title, templateId, values, choice } = input
  const document: ConversationDocument = {
    kind: 'conversation',
    state: 'active',
    templateId,
    values,
    settings: { ...choice },
  }
  const item = { type: 'conversation' as const, parentId: null, description: '' }
  return createEntity(engine, who, { ...item, commandId, id, title, document })
}

/** Its title, state or model as a new version. */
export function changeConversation(
  { engine, who }: Caller,
  input: {
    readonly commandId: string
    readonly id: string
    readonly rowVersion: number
    readonly title?: string | undefined
    readonly state?: ConversationDocument['state'] | undefined
    readonly choice?: ModelChoice | undefined
  },
): Promise<Changed> {
  return edit(engine, who, input, (head) => {
    const document = documentOf(head)
    return {
      action: 'conversation.change',
      changes: [
        changeOf(head, uuidv7(), 'content', {
          document: {
            ...document,
            state: input.state ?? document.state,
            settings: { ...document.settings, ...input.choice },
          },
          state: { ...head.state, title: input.title ?? head.state.title },
        }),
      ],
    }
  })
}

function documentOf(head: EntityHead): ConversationDocument {
  if (head.document.kind !== 'conversation') throw notFound('conversation', head.id)
  return head.document
}

export interface Say {
  readonly id: string
  readonly messageId: string
  readonly replyToId: string | null
  readonly text: string
  readonly files: readonly FileRef[]
  readonly runId: string
  readonly choice: ModelChoice
}

/** Records what was said and starts the run that answers it. @throws NOT_FOUND, INVALID, REFUSED: nothing was kept */
export function say(needs: Needs, caller: Caller, input: Say): Promise<RunSummary> {
  const { engine, who } = caller
  return needs.runs.begin(caller, input.runId, async () => {
    const { path, ...open } = await openConversation(caller, input.id, input.replyToId)
    const said: NewMessage = {
      id: input.messageId,
      conversationId: input.id,
      position: path.length,
      role: 'user',
      text: input.text,
      files: input.files,
      executionId: null,
      replyToId: input.replyToId,
    }
    const turns = [...turnsOf(path), { role: 'user' as const, text: input.text, files: [...input.files] }]
    const prepared = await prepareTurn(needs, caller, { ...input, ...open, turns, position: path.length + 1 })
    await record(engine, who, { commandId: phaseId(input.messageId, 'begin'), messages: [said] })
    return prepared
  })
}

/** One more answer to a message that was said before. */
export function answerAgain(
  needs: Needs,
  caller: Caller,
  input: Pick<Say, 'id' | 'messageId' | 'runId' | 'choice'>,
): Promise<RunSummary> {
  return needs.runs.begin(caller, input.runId, async () => {
    const { path, ...open } = await openConversation(caller, input.id, input.messageId)
    if (path.at(-1)?.role !== 'user') throw notFound('message', input.messageId)
    return prepareTurn(needs, caller, { ...input, ...open, turns: turnsOf(path), position: path.length })
  })
}

async function openConversation({ engine, who }: Caller, id: string, lastId: string | null) {
  const [head, tree] = await Promise.all([
    getHead(engine, who.workspaceId, id),
    listMessages(engine, who.workspaceId, id),
  ])
  if (!head || head.deletedAt !== null) throw notFound('conversation', id)
  const document = documentOf(head)
  if (document.state !== 'active') {
    throw refused('not_active', `This conversation is ${document.state}. Make it active again, then go on.`)
  }
  if (lastId !== null && !tree.some((message) => message.id === lastId)) throw notFound('message', lastId)
  return { document, title: head.state.title, path: pathTo(tree, lastId) }
}

/** An answer that never came is no turn: the next question would follow on nothing. */
const turnsOf = (path: readonly ConversationMessage[]): ResolvedMessage[] =>
  path
    .filter(({ role, text }) => role === 'user' || text !== '')
    .map(({ role, text, files }) => ({ role, text, ...(files.length > 0 ? { files } : {}) }))

interface Turn extends Pick<Say, 'id' | 'messageId' | 'runId' | 'choice'> {
  readonly document: ConversationDocument
  readonly title: string
  readonly turns: ResolvedMessage[]
  readonly position: number
}

async function prepareTurn(needs: Needs, caller: Caller, turn: Turn): Promise<Prepared> {
  const { engine, who } = caller
  const { choice, document, runId } = turn
  const connection = await getConnection(engine, who.workspaceId, choice.connectionId)
  if (!connection) throw notFound('connection', choice.connectionId)
  const base = await templateOf(needs, caller, document)
  const messages = [...base.messages, ...turn.turns]
  const started: RunSummary = {
    ...newRun({ id: runId, choice }, connection),
    ...base.booked,
    conversationId: turn.id,
  }
  return {
    started,
    document: base.document,
    messages,
    connection,
    model: choice.model,
    values: base.values,
    context: contextOf(base.document, []),
    files: await bytesOf(needs.blobs, caller, connection, choice.model, messages),
    toolAnswers: {},
    asksTools: false,
    replayOfId: null,
    atEnd: (outcome) => ({
      messages: [
        {
          id: uuidv7(),
          conversationId: turn.id,
          position: turn.position,
          role: 'assistant',
          text: outcome.answer ?? '',
          executionId: runId,
          replyToId: turn.messageId,
        },
      ],
    }),
  }
}

const bare: TemplateDocument = {
  kind: 'template',
  form: 'chat',
  messages: [],
  variables: [],
  settings: {},
  tools: [],
  stop: [],
  examples: [],
}

/** What comes before the conversation, and under which settings it is held. */
async function templateOf(
  { templates }: Needs,
  caller: Caller,
  { templateId, values, settings }: ConversationDocument,
) {
  const nobody = { entityId: null, entityTitle: null, versionId: null, versionNumber: null }
  const own = { ...bare, settings }
  if (templateId === null) return { document: own, messages: [], values: {}, booked: nobody }
  const head = await getHead(caller.engine, caller.who.workspaceId, templateId)
  if (head?.document.kind !== 'template' || head.deletedAt !== null) {
    throw refused(
      'no_template',
      'The template of this conversation is gone. Restore it from the trash, then go on.',
    )
  }
  const { document: whole } = await withBases(caller, head.document)
  const document = beforeTheTurns({ ...whole, base: null })
  const prompt = await makePrompt(templates, caller, document, values)
  if (prompt.issues.length > 0) throw cannotRun(prompt.issues)
  return {
    document: { ...document, settings: { ...document.settings, ...settings } },
    messages: prompt.messages,
    values: prompt.values,
    booked: {
      entityId: head.id,
      entityTitle: head.state.title,
      versionId: head.headVersionId,
      versionNumber: head.number,
    },
  }
}

/** The turns stand in the place of a history placeholder; what comes after it they replace. */
function beforeTheTurns(document: TemplateDocument): TemplateDocument {
  const at = document.messages.findIndex(({ role }) => role === 'history')
  const messages = at < 0 ? document.messages : document.messages.slice(0, at)
  const used = messages.map(({ text }) => text).join('\n')
  // A variable that only the part left out would use is not asked for.
  const variables = document.variables.filter(({ name }) => used.includes(name))
  return { ...document, messages, variables }
}
