import { z } from 'zod'
import { id, method } from './common'
import { entityTypes } from './vocabulary'

/** A JavaScript expression, as it stands in a node or on an edge. */
const source = z.string().max(2_000)

/** What an expression is tried on, by the names that it knows. */
const given = z
  .object({
    input: z.unknown(),
    output: z.unknown(),
    vars: z.unknown(),
    cost: z.unknown(),
    score: z.unknown(),
  })
  .partial()

/** An item of the library that a node names, and which of its versions; without both the newest. */
const use = z.object({
  entityId: id,
  versionId: id.optional(),
  label: z.string().min(1).max(80).optional(),
})

/** What a node that names an item is to know of it. */
const usedItem = z.object({
  id,
  type: z.enum(entityTypes),
  title: z.string(),
  versionId: id,
  number: z.number().int(),
  semver: z.string(),
  /** What the node keeps of it: its ports as they are now; null for what no node can name. */
  settings: z.record(z.string(), z.unknown()).nullable(),
})
export type UsedItem = z.infer<typeof usedItem>

/** What the builder asks of the host while a workflow is drawn. */
export const workflow = {
  /** What is named, as it is now, in the order asked; null where item, version or label is gone or in the trash. */
  usedItems: method.input(z.object({ uses: z.array(use).max(500) })).output(z.array(usedItem.nullable())),
  /** Whether each can be read as an expression, in the order asked: null, or the sentence with the remedy. */
  checkExpressions: method
    .input(z.object({ sources: z.array(source).max(200) }))
    .output(z.array(z.string().nullable())),
  /** Evaluates an expression on a sample. `value` is left out where it gives none. */
  tryExpression: method
    .input(z.object({ source, given }))
    .output(z.object({ value: z.unknown().optional(), problem: z.string().nullable() })),
}
