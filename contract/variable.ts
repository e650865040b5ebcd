import { z } from 'zod'
import { id, method, pageInput } from './common'
import { changed } from './entity'
import { variable as variableSchema } from './template'
import { mostRowsAtOnce } from './vocabulary'

/** One row of a variable set. Its key stays the same through its edits. */
export const variableRow = z.object({
  key: id,
  values: z.record(z.string().max(80), z.unknown()),
  /** Such as train or test. */
  split: z.string().max(40).nullable(),
  tags: z.array(z.string().max(80)).max(20),
})
export type VariableRow = z.infer<typeof variableRow>

export const variableDefinition = z.object({
  id,
  title: z.string(),
  rowVersion: z.number().int(),
  variable: variableSchema,
  /** How many templates and contexts follow it. */
  users: z.number().int(),
})
export type VariableDefinition = z.infer<typeof variableDefinition>

export const variable = {
  /** One page of a set's rows in their order: as they stand now, or as they stood in a version. */
  rows: method
    .input(
      pageInput.extend({
        id,
        versionId: id.optional(),
        limit: z.number().int().min(1).max(2000).default(50),
      }),
    )
    .output(z.object({ items: z.array(variableRow), next: z.string().nullable(), total: z.number().int() })),
  /**
   * Puts rows (a known key is changed, a new one stands last) and removes rows, as one version of the set. Columns
   * that the set has no column of this name for are added, unless `allColumns` says what its columns are from now on.
   */
  changeRows: method
    .input(
      z.object({
        commandId: id,
        id,
        rowVersion: z.number().int(),
        /** The version that the caller's rows began from. */
        baseVersionId: id.optional(),
        put: z.array(variableRow).max(mostRowsAtOnce).default([]),
        remove: z.array(id).max(mostRowsAtOnce).default([]),
        columns: z.array(variableSchema).max(500).default([]),
        /** In their order. Values of a column that is not among them stay in rows that are not put. */
        allColumns: z.array(variableSchema).max(500).optional(),
        message: z.string().max(500).nullish(),
      }),
    )
    .output(changed),
  /** The workspace's shared definitions, by name. */
  definitions: method.output(z.array(variableDefinition)),
  /** The templates and contexts that follow a definition. */
  users: method
    .input(z.object({ id }))
    .output(
      z.array(z.object({ id, title: z.string(), type: z.enum(['template', 'context']), name: z.string() })),
    ),
}
