import { z } from 'zod'
import { id, instant, method } from './common'
import { entityDocument } from './template'

/** Unsaved work in an open editor; one per item, account and device. */
export const draftState = z.object({
  entityId: id,
  baseVersionId: id.nullable(),
  document: entityDocument,
  values: z.record(z.string(), z.unknown()),
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
