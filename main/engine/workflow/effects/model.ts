import { ORPCError } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type FileRef, fileRef } from '../../../../contract/file'
import { historyMessage, type ResolvedMessage } from '../../../../contract/run'
import {
  type ModelSettings,
  message,
  modelSettings,
  type TemplateDocument,
} from '../../../../contract/template'
import { readJsonAnswer } from '../../../../core/answer/structured'
import { written } from '../../../../core/workflow/aggregate'
import { listConnections, type StoredConnection } from '../../../../db/queries/connection'
import { getPrice } from '../../../../db/queries/price'
import type { FinishedRun } from '../../../../db/record/batch'
import { priceProvider } from '../../../pricing/provider'
import { makePrompt, withFiles } from '../../../services/prompt'
import { converse } from '../../converse'
import { LiveRun } from '../../live-run'
import { modelCall } from '../../model-run'
import { finished, stepRows, summaryAtEnd, usageOf } from '../../outcome'
import { bytesOf, contextOf, newRun } from '../../prepare'
import type { Prepared } from '../../prepared'
import type { Effect, NodeResult, NodeWork } from '../effect'
import { NodeFailure } from '../node-failure'
import { estimateOf } from './estimate'
import { followedBy, renderText } from './library'
import { settingsOf } from './settings'

const overriding = z.looseObject({ model: modelSettings.default({}) })

/** A template of the library, with what came to its ports as its values. */
export const template: Effect = async (work) => {
  const followed = await followedBy(work, 'template', 'template')
  if (followed.document.kind !== 'template') throw new Error('It was read as a template.')
  const { history, ...values } = work.inputs
  const settings = { ...followed.document.settings, ...given(settingsOf(overriding, work.node).model) }
  const own = { ...followed.document, settings }
  const prompt = await makePrompt(work.needs.templates, work.caller, own, values, historyOf(history))
  const [issue] = prompt.issues
  if (issue) {
    const place = issue.line === null ? '' : `Line ${issue.line}, column ${issue.column}: `
    throw new NodeFailure('template', `${place}${issue.message}`)
  }
  return {
    ...(await ask(work, prompt.document, prompt.messages, prompt.values)),
    ran: {
      entityId: followed.id,
      versionId: followed.versionId,
      versionNumber: followed.number,
      label: followed.label,
    },
  }
}

const inline = z.looseObject({
  messages: z.array(message).default([]),
  model: modelSettings.default({}),
  outputSchema: z.record(z.string(), z.unknown()).nullish(),
})

/** A prompt that stands in the node itself. */
export const modelCallNode: Effect = async (work) => {
  const { messages, model, outputSchema } = settingsOf(inline, work.node)
  const { history, image, ...values } = work.inputs
  const document: TemplateDocument = {
    kind: 'template',
    form: 'chat',
    messages,
    variables: [],
    settings: model,
    tools: [],
    stop: [],
    examples: [],
    ...(outputSchema ? { outputSchema } : {}),
  }
  const said = await Promise.all(
    messages.map(
      async ({ role, text }): Promise<ResolvedMessage[]> =>
        role === 'history' ? historyOf(history) : [{ role, text: await renderText(work, text, values) }],
    ),
  )
  return ask(work, document, withFiles(said.flat(), pictureOf(image)), values)
}

function pictureOf(image: unknown): FileRef[] {
  if (image === undefined || image === null || image === '') return []
  const read = fileRef.safeParse(image)
  if (read.success) return [read.data]
  throw new NodeFailure(
    'image',
    'What came to "image" is no picture. Connect an input whose type is image, and choose a file there.',
  )
}

/** What is null in a node's own settings follows the template. */
const given = (settings: ModelSettings): ModelSettings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined))

function historyOf(value: unknown) {
  if (value === undefined) return []
  const read = z
    .array(historyMessage)
    .safeParse(typeof value === 'string' ? [{ role: 'user', text: value }] : value)
  if (read.success) return read.data
  throw new NodeFailure(
    'history',
    'What came to "history" is no list of messages. Connect one with role and text.',
  )
}

/** Asks the model once, through the same way as the playground: gate, retries, price, structured answers. */
async function ask(
  work: NodeWork,
  document: TemplateDocument,
  messages: ResolvedMessage[],
  values: Readonly<Record<string, unknown>>,
): Promise<NodeResult> {
  if (messages.length === 0) throw new NodeFailure('empty', 'There is no message to send. Write one.')
  const { caller, needs, run } = work
  const { connection, model } = await chosen(work, document.settings)
  const override = await work.run.known(`price ${connection.id} ${model}`, async () =>
    connection.kind === 'simulator'
      ? null
      : getPrice(caller.engine, caller.who.workspaceId, priceProvider(connection), model),
  )
  // Looked at first: nothing is set aside for a call that is not made.
  const files = await filesFor(work, connection, model, messages)
  const { maxTokens, settle } = await estimateOf(work, {
    messages,
    connection,
    model,
    override,
    settings: document.settings,
  })
  const id = uuidv7()
  const prepared: Prepared = {
    started: {
      ...newRun({ id, groupId: run.id, choice: { connectionId: connection.id, model } }, connection),
      kind: 'model_call',
    },
    document: maxTokens === null ? document : { ...document, settings: { ...document.settings, maxTokens } },
    messages,
    connection,
    model,
    values,
    context: contextOf(document, []),
    files,
    toolAnswers: {},
    asksTools: false,
    replayOfId: null,
  }
  const live = new LiveRun(caller.who.workspaceId, prepared.started, messages, linked(work.signal))
  const said = sayOn(live, work)
  let outcome: FinishedRun | null = null
  try {
    const conversed = await converse(live, prepared, needs.ways.to(connection), modelCall(live, prepared))
    const usage = await usageOf(connection, model, conversed.ends, override)
    outcome = finished(live, prepared, conversed, usage)
  } finally {
    settle(outcome?.usage ?? null)
    live.finish(outcome ? summaryAtEnd(prepared.started, outcome) : prepared.started)
    await said
  }
  return resultOf(work, prepared, live, outcome)
}

/** @throws NodeFailure where the model does not take one of the files, or its bytes are gone */
async function filesFor(
  { caller, needs }: NodeWork,
  connection: StoredConnection,
  model: string,
  messages: readonly ResolvedMessage[],
): Promise<Prepared['files']> {
  try {
    return await bytesOf(needs.blobs, caller, connection, model, messages)
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') throw new NodeFailure('files', error.message)
    throw error
  }
}

function resultOf(work: NodeWork, prepared: Prepared, live: LiveRun, outcome: FinishedRun): NodeResult {
  const { connection, model, document, started } = prepared
  const [stepsBegun, stepsEnded] = stepRows(live, prepared)
  const calls = [
    { begun: callRow(work, prepared), finished: outcome },
    ...stepsBegun.flatMap((begun) => {
      const finished = stepsEnded.find(({ id }) => id === begun.id)
      return finished ? [{ begun, finished }] : []
    }),
  ]
  if (outcome.status !== 'success') {
    const { error, status } = outcome
    throw new NodeFailure(
      error?.code ?? status,
      error?.message ?? 'The model did not answer. Run it again.',
      {
        // Half an answer is none: what follows would take it for the whole.
        status: status === 'partial_success' ? 'failed' : status,
        waitSeconds: error?.waitSeconds ?? null,
        calls,
      },
    )
  }
  const text = outcome.answer ?? ''
  const object = document.outputSchema ? readJsonAnswer(text) : null
  return {
    outputs: { text, ...(object ? { object: object.value } : {}) },
    calls,
    usage: outcome.usage,
    model: { connectionId: connection.id, provider: started.provider ?? connection.kind, model },
  }
}

function callRow({ run, nodeRunId, node }: NodeWork, prepared: Prepared) {
  const { started, connection, document, messages, context } = prepared
  return {
    id: started.id,
    kind: 'model_call' as const,
    name: prepared.model,
    status: 'running' as const,
    startedAt: started.startedAt,
    traceId: run.id,
    parentId: nodeRunId,
    nodeId: node.id,
    entityId: run.entityId,
    versionId: run.versionId,
    versionNumber: run.versionNumber,
    connectionId: connection.id,
    provider: started.provider,
    model: prepared.model,
    settings: document.settings,
    simulated: connection.kind === 'simulator',
    messages,
    values: {},
    context,
  }
}

/** What the node names; without a connection the first that offers the model, without either the first there is. */
async function chosen(
  { caller, run }: NodeWork,
  settings: ModelSettings,
): Promise<{ connection: StoredConnection; model: string }> {
  const connections = await run.known('connections', () =>
    listConnections(caller.engine, caller.who.workspaceId),
  )
  const { model } = settings
  const named = connections.find(({ id }) => id === settings.connectionId)
  const connection = named ?? connections.find(({ models }) => !model || models.includes(model))
  const name = model ?? connection?.models[0]
  if (connection && name) return { connection, model: name }
  throw new NodeFailure(
    'missing_model',
    model
      ? `No connection offers the model ${written(model)}. Connect its provider, or choose another model.`
      : 'Choose the model that is asked.',
  )
}

function linked(signal: AbortSignal): AbortController {
  const abort = new AbortController()
  if (signal.aborted) abort.abort(signal.reason)
  else signal.addEventListener('abort', () => abort.abort(signal.reason), { once: true })
  return abort
}

/** Hands on what the model says while it says it. */
async function sayOn(live: LiveRun, work: NodeWork): Promise<void> {
  for await (const event of live.follow(undefined)) if (event.type === 'text') work.say(event.text)
}
