import { z } from 'zod'
import { id, method } from './common'
import { done, mostItems } from './entity'
import { entityTypes } from './vocabulary'

/** The text of a file as it travels: gzip, base64. Fits into one message of every door. */
const packed = z
  .base64()
  .max(14_000_000, 'This file is too large to be sent in one piece. Export its libraries one by one.')

/** What becomes of an item of a file. */
export const importFates = ['new', 'beside', 'here', 'refused'] as const

export const importedItem = z.object({
  /** In the file; empty where the item could not be read. */
  id: z.string(),
  type: z.string(),
  form: z.enum(['text', 'chat']).nullable(),
  title: z.string(),
  /** The places of the file that it lies in, outermost first. */
  places: z.array(z.string()),
  /**
   * new: nothing here has its name. beside: something has, so its own name gets a number. here: the same context is
   * here already and is used. refused: `why` says it.
   */
  fate: z.enum(importFates),
  why: z.string().nullable(),
})
export type ImportedItem = z.infer<typeof importedItem>

export const importPlan = z.object({
  title: z.string(),
  exportedAt: z.string().nullable(),
  /** The file is as it was written; false where somebody changed it since. */
  intact: z.boolean(),
  items: z.array(importedItem),
  rows: z.number().int(),
  /** Older versions in the file; they are not imported. */
  older: z.number().int(),
  /** Items with tools: they come along as they are written and call nothing. */
  tools: z.number().int(),
  /** Workflows that ask addresses on the network or hold code. */
  outside: z.number().int(),
  /** Contexts of the file whose name a different context here has. */
  clashes: z.array(z.string()),
})
export type ImportPlan = z.infer<typeof importPlan>

export const exportForms = ['bundle', 'markdown'] as const
export type ExportForm = (typeof exportForms)[number]

const itemName = z.object({ id, type: z.enum(entityTypes), title: z.string() })

export const copyPlan = z.object({
  /** What was named, and how much lies in it. */
  items: z.array(itemName),
  inside: z.number().int(),
  /** Bases, contexts and shared variables that the texts need. */
  needed: z.array(itemName),
  /** Contexts that stay, since the workspace over there has one of that name, which is used. */
  staying: z.array(itemName),
})
export type CopyPlan = z.infer<typeof copyPlan>

const ids = z.array(id).min(1).max(mostItems)

export const exchange = {
  /** Items with all that lies in them and all that they need; the whole workspace where none is named. Never a key. */
  export: method
    .input(
      z.object({
        ids: ids.nullable(),
        form: z.enum(exportForms),
        /** Every older version too; for reading. */
        versions: z.boolean().default(false),
      }),
    )
    .output(z.object({ name: z.string(), data: packed, items: z.number().int() })),
  /** Reads a bundle and says what importing it would do. Nothing is written. */
  plan: method.input(z.object({ data: packed })).output(importPlan),
  /** Makes what the plan calls new and beside, as one command with one undo. */
  import: method
    .input(
      z.object({
        commandId: id,
        data: packed,
        parentId: id.nullish(),
        /** For contexts whose name a different one here has: both stand beside each other, or the one here is used. */
        contexts: z.enum(['both', 'here']).default('both'),
      }),
    )
    .output(done),
  /** What a copy to another workspace would take along. */
  planCopy: method.input(z.object({ ids: ids.max(500), workspaceId: id })).output(copyPlan),
  /** How many starter items are here, and how many are not. */
  starter: method.output(z.object({ here: z.number().int(), missing: z.number().int() })),
  /** To the trash with the starter items; what was changed or put among them stays. */
  removeStarter: method.input(z.object({ commandId: id })).output(done.extend({ kept: z.number().int() })),
  /** Makes the starter items that are missing. */
  addStarter: method.input(z.object({ commandId: id })).output(done),
}
