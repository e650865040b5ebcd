import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { id, instant, method, money, pageInput } from './common'
import { fileRef } from './file'
import { modelSettings, templateDocument, tool } from './template'
import { executionKinds, executionStatuses, messageRoles } from './vocabulary'

export const modelChoice = z.object({ connectionId: id, model: z.string().min(1).max(200) })
export type ModelChoice = z.infer<typeof modelChoice>

/** Tokens and money of one run; null is unknown. */
export const usage = z.object({
  inputTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  cachedTokens: z.number().int().nullable(),
  reasoningTokens: z.number().int().nullable(),
  cost: money,
  currency: z.string(),
  priceVersion: z.string().nullable(),
  simulated: z.boolean(),
})
export type Usage = z.infer<typeof usage>

/** Why a run did not succeed: a code, a sentence with the remedy, and the wait the provider asked for. */
export const runError = z.object({
  code: z.string(),
  message: z.string(),
  waitSeconds: z.number().nullable(),
})
export type RunError = z.infer<typeof runError>

export const runSummary = z.object({
  id,
  kind: z.enum(executionKinds),
  /** Runs that were started side by side share it; alone it is the run's own id. */
  groupId: id,
  entityId: id.nullable(),
  entityTitle: z.string().nullable(),
  versionId: id.nullable(),
  versionNumber: z.number().int().nullable(),
  conversationId: id.nullable(),
  /** Settings that this run overrode; what it says of its version holds but for these. */
  changedSettings: z.array(z.string()),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: z.enum(executionStatuses),
  error: runError.nullable(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  usage,
  /** 1 to 5 by a person; null where nobody rated it. */
  rating: z.number().int().min(1).max(5).nullable(),
})
export type RunSummary = z.infer<typeof runSummary>

export const resolvedMessage = z.object({
  role: z.enum(messageRoles),
  text: z.string(),
  files: z.array(fileRef).optional(),
})
export type ResolvedMessage = z.infer<typeof resolvedMessage>

export const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.unknown() })
export type ToolCall = z.infer<typeof toolCall>

/** One thing a run did on its way: an attempt at a model, or a tool that was answered. */
export const runStep = z.object({
  id,
  kind: z.enum(['model_call', 'tool']),
  name: z.string(),
  status: z.enum(executionStatuses),
  error: runError.nullable(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  inputTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  /** A tool's call and what it was answered. */
  callId: z.string().nullable(),
  input: z.unknown(),
  output: z.unknown(),
  /** Before an attempt: how long was waited, and why is in the attempt before it. */
  waitedMs: z.number().nullable(),
})
export type RunStep = z.infer<typeof runStep>

/** Where an answer does not fit the output schema: a path such as `lines[2].price` ("" is the whole), a sentence. */
export const schemaProblem = z.object({ path: z.string(), message: z.string() })

export const runDetail = runSummary.extend({
  messages: z.array(resolvedMessage),
  values: z.record(z.string(), z.unknown()),
  settings: modelSettings,
  connectionId: id.nullable(),
  answer: z.string().nullable(),
  reasoning: z.string().nullable(),
  toolCalls: z.array(toolCall),
  steps: z.array(runStep),
  tools: z.array(tool),
  stop: z.array(z.string()),
  outputSchema: z.unknown().optional(),
  schemaProblems: z.array(schemaProblem),
  replayOfId: id.nullable(),
  comment: z.string().nullable(),
})
export type RunDetail = z.infer<typeof runDetail>

export const runEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), run: runSummary, messages: z.array(resolvedMessage) }),
  /** Waits for its turn, runs, or waits for the answer of a tool. */
  z.object({ type: z.literal('status'), status: z.enum(executionStatuses) }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({ type: z.literal('tool_call'), call: toolCall }),
  /** A step that began or changed; the same id again replaces it. */
  z.object({ type: z.literal('step'), step: runStep }),
  z.object({ type: z.literal('finished'), run: runSummary }),
])
export type RunEvent = z.infer<typeof runEvent>

export const historyMessage = z.object({
  role: z.enum(['user', 'assistant']),
  text: z.string().max(1_000_000),
})

export type HistoryMessage = z.infer<typeof historyMessage>

export const runStart = z.object({
  id,
  entityId: id,
  document: templateDocument.optional(),
  /** Runs this version instead of the head. */
  versionId: id.optional(),
  values: z.record(z.string(), z.unknown()),
  choice: modelChoice,
  settings: modelSettings.optional(),
  /** Runs that stand side by side name the same one. */
  groupId: id.optional(),
  /** Go with the last message of the user. */
  files: z.array(fileRef).max(20).optional(),
  /** What stands where the template has its history placeholder. */
  history: z.array(historyMessage).max(500).optional(),
  /** Canned answers by the tool's name. */
  toolAnswers: z.record(z.string(), z.unknown()).optional(),
  /** Waits for somebody to answer a tool that has no canned answer; otherwise the run ends with its call. */
  asksTools: z.boolean().optional(),
  replayOfId: id.optional(),
})
export type RunStart = z.infer<typeof runStart>

export const runFilter = z.object({
  entityId: id.nullish(),
  versionId: id.nullish(),
  statuses: z.array(z.enum(executionStatuses)).optional(),
  model: z.string().max(200).optional(),
  from: instant.optional(),
  until: instant.optional(),
  /** In the currency of the run; unknown costs are never within. */
  minCost: money.optional(),
  maxCost: money.optional(),
  minRating: z.number().int().min(1).max(5).optional(),
  groupId: id.nullish(),
})
export type RunFilter = z.infer<typeof runFilter>

export const run = {
  /**
   * Starts a run of a template. `id` is made by the caller: the same id twice starts one run.
   * `document` is what stands in the editor; where it equals the head the run is booked on that version.
   */
  start: method.input(runStart).output(runSummary),
  /** Everything the run has said so far, then what it says; ends with `finished`. */
  follow: method.input(z.object({ id })).output(eventIterator(runEvent)),
  stop: method.input(z.object({ id })).output(z.object({ stopped: z.boolean() })),
  /** Gives a tool that the run waits for its answer; false where nothing waits for it. */
  answerTool: method
    .input(z.object({ id, callId: z.string().max(200), value: z.unknown() }))
    .output(z.object({ answered: z.boolean() })),
  /** Newest first. Only runs themselves; what they did on their way is in `get`. */
  list: method
    .input(pageInput.extend(runFilter.shape))
    .output(z.object({ items: z.array(runSummary), next: z.string().nullable() })),
  /** Models that runs of this workspace have used, for the filter. */
  models: method.output(z.array(z.string())),
  /** A rating of 1 to 5 (null takes it back), a comment ("" takes it back); what is left out stays. */
  rate: method
    .input(
      z.object({
        commandId: id,
        id,
        rating: z.number().int().min(1).max(5).nullish(),
        comment: z.string().max(4000).nullish(),
      }),
    )
    .output(z.object({ rating: z.number().int().nullable(), comment: z.string().nullable() })),
  get: method.input(z.object({ id })).output(runDetail),
}
