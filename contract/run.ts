import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { id, instant, method, money, pageInput } from './common'
import { modelSettings, templateDocument } from './template'
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
  entityId: id.nullable(),
  entityTitle: z.string().nullable(),
  versionId: id.nullable(),
  versionNumber: z.number().int().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: z.enum(executionStatuses),
  error: runError.nullable(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  usage,
})
export type RunSummary = z.infer<typeof runSummary>

export const resolvedMessage = z.object({ role: z.enum(messageRoles), text: z.string() })
export type ResolvedMessage = z.infer<typeof resolvedMessage>

export const toolCall = z.object({ id: z.string(), name: z.string(), arguments: z.unknown() })
export type ToolCall = z.infer<typeof toolCall>

export const runDetail = runSummary.extend({
  messages: z.array(resolvedMessage),
  values: z.record(z.string(), z.unknown()),
  settings: modelSettings,
  answer: z.string().nullable(),
  reasoning: z.string().nullable(),
  toolCalls: z.array(toolCall),
})
export type RunDetail = z.infer<typeof runDetail>

export const runEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), run: runSummary, messages: z.array(resolvedMessage) }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({ type: z.literal('tool_call'), call: toolCall }),
  z.object({ type: z.literal('finished'), run: runSummary }),
])
export type RunEvent = z.infer<typeof runEvent>

export const runStart = z.object({
  id,
  entityId: id,
  document: templateDocument.optional(),
  values: z.record(z.string(), z.unknown()),
  choice: modelChoice,
  settings: modelSettings.optional(),
})
export type RunStart = z.infer<typeof runStart>

export const run = {
  /**
   * Starts a run of a template. `id` is made by the caller: the same id twice starts one run.
   * `document` is what stands in the editor; where it equals the head the run is booked on that version.
   */
  start: method.input(runStart).output(runSummary),
  /** Everything the run has said so far, then what it says; ends with `finished`. */
  follow: method.input(z.object({ id })).output(eventIterator(runEvent)),
  stop: method.input(z.object({ id })).output(z.object({ stopped: z.boolean() })),
  list: method
    .input(
      pageInput.extend({
        entityId: id.nullish(),
        statuses: z.array(z.enum(executionStatuses)).optional(),
        model: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ items: z.array(runSummary), next: z.string().nullable() })),
  get: method.input(z.object({ id })).output(runDetail),
  /** The messages a run would send, rendered now; issues name message, line and column. */
  preview: method
    .input(z.object({ document: templateDocument, values: z.record(z.string(), z.unknown()) }))
    .output(
      z.object({
        messages: z.array(resolvedMessage),
        tokens: z.number().int().nullable(),
        tokensExact: z.boolean(),
        issues: z.array(
          z.object({
            message: z.string(),
            messageIndex: z.number().int().nullable(),
            line: z.number().int().nullable(),
            column: z.number().int().nullable(),
          }),
        ),
      }),
    ),
}
