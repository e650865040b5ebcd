import { z } from 'zod'
import { id, instant, method, money, pageInput, title } from './common'
import { changed } from './entity'
import { fileRef } from './file'
import { modelChoice, runError, runSummary } from './run'
import { conversationDocument } from './template'
import { conversationStates, executionStatuses } from './vocabulary'

/** Tokens and money of every run of a conversation; the cost is unknown where one of them is. */
const totals = z.object({
  messages: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cost: money,
  currency: z.string(),
})

export const conversationSummary = totals.extend({
  id,
  title,
  state: z.enum(conversationStates),
  templateId: id.nullable(),
  templateTitle: z.string().nullable(),
  model: z.string().nullable(),
  rowVersion: z.number().int(),
  lastAt: instant,
})
export type ConversationSummary = z.infer<typeof conversationSummary>

export const conversationMessage = z.object({
  id,
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  files: z.array(fileRef),
  /** What it answers or follows; null begins the conversation. Two with the same one are branches. */
  replyToId: id.nullable(),
  createdAt: instant,
  runId: id.nullable(),
  status: z.enum(executionStatuses).nullable(),
  error: runError.nullable(),
  model: z.string().nullable(),
  cost: money,
  currency: z.string(),
  durationMs: z.number().nullable(),
  outputTokens: z.number().int().nullable(),
})
export type ConversationMessage = z.infer<typeof conversationMessage>

export const conversationDetail = conversationSummary.extend({
  document: conversationDocument,
  /** Every branch, oldest first. */
  tree: z.array(conversationMessage),
})
export type ConversationDetail = z.infer<typeof conversationDetail>

export const conversation = {
  /** The last used first; `filter` looks in titles and in what was said. */
  list: method
    .input(
      pageInput.extend({
        filter: z.string().max(200).optional(),
        states: z.array(z.enum(conversationStates)).optional(),
      }),
    )
    .output(z.object({ items: z.array(conversationSummary), next: z.string().nullable() })),
  get: method.input(z.object({ id })).output(conversationDetail),
  create: method
    .input(
      z.object({
        commandId: id,
        id,
        title,
        /** Its messages come before the conversation; null talks to the model itself. */
        templateId: id.nullable(),
        values: z.record(z.string(), z.unknown()).default({}),
        choice: modelChoice,
      }),
    )
    .output(changed),
  /**
   * Says something and asks for the answer. `replyToId` names the message before it: to send an edited message name
   * what stood before the old one, and both are kept. The run is followed like any other.
   */
  send: method
    .input(
      z.object({
        id,
        messageId: id,
        replyToId: id.nullable(),
        text: z.string().trim().min(1, 'Write something to send.').max(1_000_000),
        files: z.array(fileRef).max(20).default([]),
        runId: id,
        choice: modelChoice,
      }),
    )
    .output(runSummary),
  /** One more answer to a message, perhaps by another model; the others are kept beside it. */
  regenerate: method
    .input(z.object({ id, messageId: id, runId: id, choice: modelChoice }))
    .output(runSummary),
  change: method
    .input(
      z.object({
        commandId: id,
        id,
        rowVersion: z.number().int(),
        title: title.optional(),
        state: z.enum(conversationStates).optional(),
        choice: modelChoice.optional(),
      }),
    )
    .output(changed),
}
