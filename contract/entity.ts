import { z } from 'zod'
import { hash, id, instant, method, money, pageInput, title } from './common'
import { entityDocument } from './template'
import {
  classifications,
  entityTypes,
  itemColours,
  itemIcons,
  libraryKinds,
  lifecycleStatuses,
  versionKinds,
} from './vocabulary'

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
  category: z.string().nullable(),
  /** The mean of 1 to 5 over everybody's ratings; null where nobody rated. */
  rating: z.number().nullable(),
  ratings: z.number().int(),
  /** Among the favourites of the one who asks. */
  favourite: z.boolean(),
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
  colour: z.string().nullable(),
  icon: z.string().nullable(),
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

export const listSorts = ['title', 'updated', 'place', 'rating', 'runs', 'cost', 'used'] as const
export const listSort = z.enum(listSorts)
export type ListSort = z.infer<typeof listSort>

/** What a list shows: a place or the whole workspace, narrowed by what each item has to be. */
export const itemFilter = z.object({
  parentId: id.nullish(),
  /** What lies in the places below it too. */
  deep: z.boolean().default(false),
  types: z.array(z.enum(entityTypes)).max(13).optional(),
  /** Part of a title, or words of title, description, tags or text. */
  filter: z.string().max(200).optional(),
  /** All of them. */
  tags: z.array(z.string().max(80)).max(20).optional(),
  statuses: z.array(z.enum(lifecycleStatuses)).max(6).optional(),
  favourites: z.boolean().optional(),
  pinned: z.boolean().optional(),
})
export type ItemFilter = z.infer<typeof itemFilter>

export const tag = z
  .string()
  .trim()
  .min(1, 'A tag needs at least one character.')
  .max(80)
  .regex(/^[^\s#,]+$/, 'A tag is one word without # and commas.')

/** The order of a list. */
const order = {
  sort: listSort.default('updated'),
  /** Pinned items stand before all others, among themselves in the same order. */
  pinnedFirst: z.boolean().default(false),
}

/** What is done to any number of items at once; one command, one undo. */
export const itemChange = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('tag'),
    add: z.array(tag).max(20).default([]),
    remove: z.array(z.string().max(80)).max(100).default([]),
  }),
  z.object({ do: z.literal('pin'), pinned: z.boolean() }),
  /** One of the eight categorical colours; null takes it away. */
  z.object({ do: z.literal('colour'), colour: z.enum(itemColours).nullable() }),
  z.object({ do: z.literal('icon'), icon: z.enum(itemIcons).nullable() }),
  z.object({ do: z.literal('categorize'), category: z.string().trim().min(1).max(80).nullable() }),
  z.object({ do: z.literal('describe'), description: z.string().max(2000) }),
  /** Behind `afterId`, first where that is null, last where it is not named; `parentId` null is the top. */
  z.object({ do: z.literal('move'), parentId: id.nullable(), afterId: id.nullish() }),
  z.object({ do: z.literal('trash') }),
  z.object({ do: z.literal('restore') }),
])
export type ItemChange = z.infer<typeof itemChange>

/** The most items that one command may name. */
export const mostItems = 10_000
const ids = z.array(id).min(1).max(mostItems)

/** What a command did; `undo` names it. */
export const done = z.object({ commandId: id, items: z.number().int(), ids: z.array(id) })
export type Done = z.infer<typeof done>

export const trashedItem = z.object({
  id,
  type: z.enum(entityTypes),
  form: z.enum(['text', 'chat']).nullable(),
  title,
  /** Where it was, and would come back to; null: the top, or a place that is gone. */
  place: z.string().nullable(),
  /** What went with it. */
  items: z.number().int(),
  deletedAt: instant,
  /** When the nightly job deletes it for good. */
  purgedAt: instant,
  deletedBy: z.string(),
})
export type TrashedItem = z.infer<typeof trashedItem>

export const ratingEntry = z.object({
  account: z.string(),
  mine: z.boolean(),
  value: z.number().int(),
  text: z.string(),
  ratedAt: instant,
})
export type RatingEntry = z.infer<typeof ratingEntry>

/** What a change answers: enough to go on editing without a second call. */
export const changed = z.object({
  id,
  versionId: id,
  versionNumber: z.number().int(),
  rowVersion: z.number().int(),
})
export type Changed = z.infer<typeof changed>

const saved = { commandId: id, id, rowVersion: z.number().int() }

export const entity = {
  /** The workspace's labs and libraries. */
  places: method.output(z.array(placeNode)),
  /** One keyset page of the items of a place (or of the whole workspace). */
  list: method
    .input(pageInput.extend(itemFilter.shape).extend(order))
    .output(z.object({ items: z.array(entitySummary), next: z.string().nullable() })),
  /** How many items a list has in all. */
  count: method.input(itemFilter).output(z.object({ total: z.number().int() })),
  /** The ids of everything that a list would show, in its order: to choose them all. */
  ids: method.input(itemFilter.extend(order)).output(z.array(id)),
  /** The workspace's tags with the number of items that bear them, most used first. */
  tags: method.output(z.array(z.object({ tag: z.string(), items: z.number().int() }))),
  get: method.input(z.object({ id })).output(entityDetail),
  create: method
    .input(
      z.object({
        commandId: id,
        id,
        type: z.enum([
          'lab',
          'library',
          'template',
          'context',
          'variable_set',
          'variable_definition',
          'workflow',
        ]),
        /** Of a library: what it is for. */
        libraryKind: z.enum(libraryKinds).optional(),
        parentId: id.nullable(),
        title,
        description: z.string().max(2000).default(''),
        document: entityDocument,
      }),
    )
    .output(changed),
  /**
   * Makes a version of the document. When somebody saved in between, STALE carries what was saved and, where
   * `baseVersionId` names the version that the text began from, that version's document.
   */
  save: method
    .input(
      z.object({
        ...saved,
        document: entityDocument,
        message: z.string().max(500).nullish(),
        baseVersionId: id.optional(),
      }),
    )
    .output(changed),
  rename: method.input(z.object({ ...saved, title })).output(changed),
  change: method.input(z.object({ commandId: id, ids, change: itemChange })).output(done),
  /** Copies beside the originals, places with all that is in them; each knows what it was copied from. */
  duplicate: method.input(z.object({ commandId: id, ids: ids.max(500) })).output(done),
  /** Copies into another workspace of the same account; `ids` of the answer are those over there. */
  copy: method
    .input(z.object({ commandId: id, ids: ids.max(500), workspaceId: id, parentId: id.nullish() }))
    .output(done.extend({ left: z.array(z.string()) })),
  /** Takes a command back, as new versions; undoing an undo is a redo. */
  undo: method.input(z.object({ commandId: id, undo: id })).output(done),
  trashed: method
    .input(pageInput)
    .output(z.object({ items: z.array(trashedItem), next: z.string().nullable(), total: z.number().int() })),
  /** Deletes for good, now, what is named, or the whole trash; there is no undo. */
  purge: method
    .input(z.object({ commandId: id, ids: ids.optional() }))
    .output(z.object({ items: z.number().int() })),
  favourite: method
    .input(z.object({ commandId: id, id, favourite: z.boolean() }))
    .output(z.object({ favourite: z.boolean() })),
  /** One rating an account; null takes it back. */
  rate: method
    .input(
      z.object({
        commandId: id,
        id,
        value: z.number().int().min(1).max(5).nullable(),
        text: z.string().max(2000).default(''),
      }),
    )
    .output(z.object({ rating: z.number().nullable(), ratings: z.number().int() })),
  ratings: method.input(z.object({ id })).output(z.array(ratingEntry)),
  history: method
    .input(pageInput.extend({ id, places: z.boolean().default(false) }))
    .output(z.object({ items: z.array(versionSummary), next: z.string().nullable() })),
  version: method
    .input(z.object({ id, versionId: id }))
    .output(versionSummary.extend({ document: entityDocument })),
  /** The old document as a new version; nothing in between is lost. */
  restoreVersion: method.input(z.object({ ...saved, versionId: id })).output(changed),
}
