import { createHash } from 'node:crypto'
import type { ResolvedMessage, RunStart, RunSummary } from '../../contract/run'
import type { ModelSettings, TemplateDocument } from '../../contract/template'
import { canonicalJson, storable } from '../../core/document/canonical'
import { refusalOfFiles } from '../../core/models/abilities'
import { getConnection, type StoredConnection } from '../../db/queries/connection'
import { getHead } from '../../db/queries/head'
import { getVersion } from '../../db/queries/version'
import type { RunContext } from '../../db/record/batch'
import type { EntityHead } from '../../db/write/command'
import type { Caller } from '../caller'
import { failure, notFound, refused } from '../failure'
import type { Blobs } from '../services/blobs'
import { makePrompt, type PromptIssue, withFiles } from '../services/prompt'
import type { TemplateService } from '../templates/service'
import type { Prepared } from './prepared'

interface Needs {
  readonly templates: TemplateService
  readonly blobs: Blobs
}

/** @throws NOT_FOUND, INVALID (values, template), REFUSED; nothing was sent or recorded then */
export async function prepareTemplateRun(
  { templates, blobs }: Needs,
  caller: Caller,
  input: RunStart,
): Promise<Prepared> {
  const { engine, who } = caller
  // The prompt is made while the connection is read.
  const [{ head, asked, own, prompt }, connection] = await Promise.all([
    askedPrompt(templates, caller, input),
    getConnection(engine, who.workspaceId, input.choice.connectionId),
  ])
  if (!connection) throw notFound('connection', input.choice.connectionId)
  if (prompt.issues.length > 0) throw cannotRun(prompt.issues)
  const messages = withFiles(prompt.messages, input.files ?? [])
  if (messages.length === 0) {
    throw refused('empty', 'The template has no message to send. Write one, then run it again.')
  }
  const changedSettings = changedKeys(asked.document.settings, own.settings)
  const { document } = prompt
  const context = contextOf(document, changedSettings)
  return {
    started: {
      ...newRun(input, connection),
      entityId: head.id,
      entityTitle: head.state.title,
      versionId: asked.versionId,
      versionNumber: asked.versionNumber,
      changedSettings,
    },
    document,
    messages,
    connection,
    model: input.choice.model,
    values: prompt.values,
    context,
    files: await bytesOf(blobs, caller, connection, input.choice.model, messages),
    toolAnswers: input.toolAnswers ?? {},
    asksTools: input.asksTools ?? false,
    replayOfId: input.replayOfId ?? null,
  }
}

async function askedPrompt(templates: TemplateService, caller: Caller, input: RunStart) {
  const head = await getHead(caller.engine, caller.who.workspaceId, input.entityId)
  if (head?.document.kind !== 'template') throw notFound('template', input.entityId)
  if (head.deletedAt !== null) {
    throw refused('in_trash', 'This template is in the trash. Restore it there, then run it.')
  }
  const asked = await askedDocument(caller, head, input)
  const own = withSettings(asked.document, input.settings)
  const prompt = await makePrompt(templates, caller, own, input.values, input.history)
  return { head, asked, own, prompt }
}

interface AskedDocument {
  readonly document: TemplateDocument
  readonly versionId: string | null
  readonly versionNumber: number | null
}

/** A run of exactly what a version says is booked on it; of anything else, on the item alone. */
async function askedDocument(
  { engine, who }: Caller,
  head: EntityHead,
  { versionId, document }: RunStart,
): Promise<AskedDocument> {
  if (versionId !== undefined && versionId !== head.headVersionId) {
    const version = await getVersion(engine, who.workspaceId, { id: head.id, versionId })
    if (version?.document.kind !== 'template') throw notFound('version', versionId)
    return { document: version.document, versionId, versionNumber: version.number }
  }
  if (head.document.kind !== 'template') throw notFound('template', head.id)
  if (!document || hashOf(document) === head.contentHash) {
    return { document: head.document, versionId: head.headVersionId, versionNumber: head.number }
  }
  return { document, versionId: null, versionNumber: null }
}

function hashOf(document: TemplateDocument): string {
  return createHash('sha256')
    .update(canonicalJson(storable(document)))
    .digest('hex')
}

function withSettings(document: TemplateDocument, settings: ModelSettings | undefined): TemplateDocument {
  return settings ? { ...document, settings: { ...document.settings, ...settings } } : document
}

/** Which model answers is named by the run itself; what else was overridden has to be said. */
function changedKeys(before: ModelSettings, after: ModelSettings): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const same = (key: string) => canonicalJson(before[key] ?? null) === canonicalJson(after[key] ?? null)
  return [...keys].filter((key) => key !== 'connectionId' && key !== 'model' && !same(key)).sort()
}

export function contextOf(document: TemplateDocument, changedSettings: readonly string[]): RunContext {
  const { tools, stop, outputSchema } = document
  return {
    ...(changedSettings.length > 0 ? { changedSettings } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...(stop.length > 0 ? { stop } : {}),
    ...(outputSchema === undefined ? {} : { outputSchema }),
  }
}

/** @throws REFUSED where the model does not take one of the files, or its bytes are not here */
export async function bytesOf(
  blobs: Blobs,
  caller: Caller,
  { kind }: StoredConnection,
  model: string,
  messages: readonly ResolvedMessage[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = messages.flatMap((message) => message.files ?? [])
  const sentence = refusalOfFiles(kind, model, files)
  if (sentence) throw refused('not_taken', sentence)
  const bytes = new Map<string, Uint8Array>()
  for (const { hash, name } of files) {
    const found = await blobs.read(caller, hash)
    if (!found) throw refused('file_missing', `The file ${name} is not here any more. Attach it again.`)
    bytes.set(hash, found.data)
  }
  return bytes
}

export function newRun(
  input: Pick<RunStart, 'id' | 'groupId' | 'choice'>,
  connection: StoredConnection,
): RunSummary {
  return {
    id: input.id,
    kind: 'template',
    groupId: input.groupId ?? input.id,
    entityId: null,
    entityTitle: null,
    versionId: null,
    versionNumber: null,
    conversationId: null,
    changedSettings: [],
    provider: connection.kind,
    model: input.choice.model,
    status: 'running',
    error: null,
    startedAt: new Date().toISOString(),
    durationMs: null,
    firstTokenMs: null,
    usage: {
      inputTokens: null,
      outputTokens: null,
      cachedTokens: null,
      reasoningTokens: null,
      cost: null,
      currency: 'USD',
      priceVersion: null,
      simulated: connection.kind === 'simulator',
    },
    rating: null,
  }
}

export function cannotRun(issues: readonly PromptIssue[]) {
  const first = issues[0]
  const place = first?.line ? `Line ${first.line}, column ${first.column}: ` : ''
  return failure('INVALID', `${place}${first?.message ?? 'The template cannot run.'}`, {
    issues: issues.map(({ message, line, column }) => ({ path: line ? `${line}:${column}` : '', message })),
  })
}
