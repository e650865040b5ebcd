import { z } from 'zod'
import { id, instant, method } from './common'
import { fileRef } from './file'
import { historyMessage } from './run'
import { entityDocument } from './template'

/** One item of a list of the document, such as a node: added where it has no `before`, removed where no `after`. */
export const itemStep = z.object({
  list: z.string().max(40),
  id: z.string().max(64),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** Where it stands in the list that has it, of an item that was added or removed. */
  place: z.number().int().min(0).optional(),
})
export type ItemStep = z.infer<typeof itemStep>

/** One step that can be taken back: words in one message, items of lists, whole fields of the document. */
export const draftStep = z.object({
  text: z
    .object({
      /** The message's id; `text` in a context. */
      message: z.string().max(64),
      /** UTF-16 units. */
      from: z.number().int().min(0),
      removed: z.string(),
      inserted: z.string(),
    })
    .optional(),
  /** Fields by their name; a side that is left out means the field was not there. */
  fields: z
    .record(z.string(), z.object({ before: z.unknown().optional(), after: z.unknown().optional() }))
    .optional(),
  items: z.array(itemStep).max(50_000).optional(),
})
export type DraftStep = z.infer<typeof draftStep>

/** What goes with a run of a template beside its values. */
export const runExtras = z.object({
  /** Go with the last message of the user. */
  files: z.array(fileRef).max(20).default([]),
  /** What stands where the template has its history placeholder. */
  history: z.array(historyMessage).max(500).default([]),
  /** Canned answers by the tool's name, as they were typed. */
  toolAnswers: z.record(z.string().max(64), z.string().max(1_000_000)).default({}),
})
export type RunExtras = z.infer<typeof runExtras>

/** Unsaved work in an open editor; one per item, account and device. */
export const draftState = z.object({
  entityId: id,
  baseVersionId: id.nullable(),
  document: entityDocument,
  values: z.record(z.string(), z.unknown()),
  extras: runExtras.default({ files: [], history: [], toolAnswers: {} }),
  /** The draft's own undo log: steps before `position` are done, those after it were undone. */
  undo: z
    .object({ steps: z.array(draftStep).max(1000), position: z.number().int().min(0) })
    .default({ steps: [], position: 0 }),
  keptAt: instant,
})
export type DraftState = z.infer<typeof draftState>

export const draft = {
  get: method.input(z.object({ entityId: id })).output(draftState.nullable()),
  keep: method
    .input(draftState.omit({ keptAt: true }).extend({ commandId: id }))
    .output(z.object({ keptAt: instant })),
  discard: method
    .input(z.object({ commandId: id, entityId: id }))
    .output(z.object({ discarded: z.boolean() })),
}
