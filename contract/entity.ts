import { z } from 'zod'
import { hash, id, instant, method, money, pageInput, title } from './common'
import { entityDocument } from './template'
import { classifications, entityTypes, libraryKinds, lifecycleStatuses, versionKinds } from './vocabulary'

/** One row of a list or tree; the document is not in it. */
export const entitySummary = z.object({
  id,
  type: z.enum(entityTypes),
  libraryKind: z.enum(libraryKinds).nullable(),
  parentId: id.nullable(),
  title,
  slug: z.string(),
  description: z.string(),
  status: z.enum(lifecycleStatuses),
  tags: z.array(z.string()),
  pinned: z.boolean(),
  colour: z.string().nullable(),
  icon: z.string().nullable(),
  rowVersion: z.number().int(),
  versionNumber: z.number().int(),
  /** text or chat for a template, null for the rest. */
  form: z.enum(['text', 'chat']).nullable(),
  updatedAt: instant,
  runs: z.number().int(),
  averageCost: money,
  lastUsedAt: instant.nullable(),
})
export type EntitySummary = z.infer<typeof entitySummary>

/** Labs and libraries with the number of items below them, for the sidebar. */
export const placeNode = z.object({
  id,
  type: z.enum(['lab', 'library']),
  libraryKind: z.enum(libraryKinds).nullable(),
  parentId: id.nullable(),
  title,
  sortKey: z.string(),
  rowVersion: z.number().int(),
  items: z.number().int(),
})
export type PlaceNode = z.infer<typeof placeNode>

export const entityDetail = entitySummary.extend({
  classification: z.enum(classifications),
  requiresApproval: z.boolean(),
  headVersionId: id,
  semver: z.string(),
  document: entityDocument,
})
export type EntityDetail = z.infer<typeof entityDetail>

export const versionSummary = z.object({
  id,
  entityId: id,
  number: z.number().int(),
  semver: z.string(),
  kind: z.enum(versionKinds),
  title,
  status: z.enum(lifecycleStatuses),
  message: z.string().nullable(),
  parents: z.array(id),
  branch: z.string(),
  author: z.string(),
  authoredAt: instant,
  contentHash: hash,
  /** What stands now: the head, and the content version that a renamed or moved head repeats. */
  isHead: z.boolean(),
})
export type VersionSummary = z.infer<typeof versionSummary>

export const listSort = z.enum(['title', 'updated', 'place'])

/** What a change answers: enough to go on editing without a second call. */
export const changed = z.object({
  id,
  versionId: id,
  versionNumber: z.number().int(),
  rowVersion: z.number().int(),
})
export type Changed = z.infer<typeof changed>

const change = { commandId: id, id, rowVersion: z.number().int() }

export const entity = {
  /** The workspace's labs and libraries. */
  places: method.output(z.array(placeNode)),
  /** One keyset page of the items of a place (or of the whole workspace). */
  list: method
    .input(
      pageInput.extend({
        parentId: id.nullish(),
        deep: z.boolean().default(false),
        types: z.array(z.enum(entityTypes)).max(13).optional(),
        filter: z.string().max(200).optional(),
        sort: listSort.default('updated'),
      }),
    )
    .output(
      z.object({ items: z.array(entitySummary), next: z.string().nullable(), total: z.number().int() }),
    ),
  get: method.input(z.object({ id })).output(entityDetail),
  create: method
    .input(
      z.object({
        commandId: id,
        id,
        type: z.enum(['lab', 'library', 'template', 'context']),
        parentId: id.nullable(),
        title,
        description: z.string().max(2000).default(''),
        document: entityDocument,
      }),
    )
    .output(changed),
  /** Makes a version of the document. STALE carries both sides when somebody saved in between. */
  save: method
    .input(z.object({ ...change, document: entityDocument, message: z.string().max(500).nullish() }))
    .output(changed),
  rename: method.input(z.object({ ...change, title })).output(changed),
  move: method.input(z.object({ ...change, parentId: id, afterId: id.nullish() })).output(changed),
  /** To the trash; `restoreFromTrash` brings it back. */
  trash: method.input(z.object(change)).output(changed),
  restoreFromTrash: method.input(z.object(change)).output(changed),
  history: method
    .input(pageInput.extend({ id, places: z.boolean().default(false) }))
    .output(z.object({ items: z.array(versionSummary), next: z.string().nullable() })),
  version: method
    .input(z.object({ id, versionId: id }))
    .output(versionSummary.extend({ document: entityDocument })),
  /** The old document as a new version; nothing in between is lost. */
  restoreVersion: method.input(z.object({ ...change, versionId: id })).output(changed),
}
