import { z } from 'zod'
import { id, instant, title } from '../../contract/common'
import { entityDocument } from '../../contract/template'
import { classifications, itemColours, itemIcons, libraryKinds } from '../../contract/vocabulary'

export const bundleKind = 'promptstudio.bundle'
/** The format that is written, and the newest that is read. */
export const bundleFormat = 1

/** What a bundle may hold. Runs, conversations, connections and keys are never part of one. */
export const bundleTypes = [
  'lab',
  'library',
  'template',
  'context',
  'variable_set',
  'variable_definition',
  'workflow',
] as const

/** The most that is read: more than any library of ours, less than what would stop the studio. */
export const bundleLimits = {
  /** Characters of JSON. */
  text: 32 * 1024 * 1024,
  /** Objects and lists inside each other. */
  depth: 100,
  /** Values of any kind. */
  values: 3_000_000,
  items: 10_000,
  rows: 100_000,
  /** Places inside each other, and templates built on each other. */
  chain: 32,
  /** Characters of JSON of one row. */
  row: 1_000_000,
} as const

const bundleRow = z.object({
  values: z.record(z.string().max(80), z.unknown()),
  split: z.string().max(40).nullable().default(null),
  tags: z.array(z.string().max(80)).max(20).default([]),
})

/** One item as a bundle has it: named by an id that means something in its file only. */
export const bundleItem = z.object({
  id,
  type: z.enum(bundleTypes),
  libraryKind: z.enum(libraryKinds).nullable().default(null),
  /** The place of the same file that it lies in. */
  parent: id.nullable().default(null),
  title,
  description: z.string().max(2000).default(''),
  /** What `{% render %}` names a context by. */
  slug: z
    .string()
    .max(80)
    .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u),
  tags: z.array(z.string().trim().min(1).max(80)).max(200).default([]),
  category: z.string().trim().min(1).max(80).nullable().default(null),
  pinned: z.boolean().default(false),
  colour: z.enum(itemColours).nullable().catch(null),
  icon: z.enum(itemIcons).nullable().catch(null),
  classification: z.enum(classifications).default('internal'),
  requiresApproval: z.boolean().default(false),
  semver: z
    .string()
    .max(40)
    .regex(/^\d+\.\d+\.\d+$/)
    .default('1.0.0'),
  document: entityDocument,
  /** Of a variable set. */
  rows: z.array(bundleRow).max(bundleLimits.rows).optional(),
})
export type BundleItem = z.infer<typeof bundleItem>

/** An older version; written for reading, not imported. */
export interface BundleVersion {
  readonly item: string
  readonly number: number
  readonly semver: string
  readonly message: string | null
  readonly author: string
  readonly authoredAt: string
  readonly document: unknown
}

/** The file: items in the order of the tree, places before what lies in them. */
export const bundleFile = z.object({
  kind: z.literal(bundleKind),
  format: z.literal(bundleFormat),
  /** What was exported. */
  title: z.string().max(400).catch(''),
  exportedAt: instant.nullable().catch(null),
  /** SHA-256 of `hashedText`: tells whether the file is as it was written. */
  hash: z.string().max(64).catch(''),
  items: z.array(z.unknown()),
  history: z.array(z.unknown()).default([]),
})

/** The id of the n-th item of a file: equal libraries give equal files, whatever ids they have in their workspaces. */
export const localId = (index: number): string =>
  `00000000-0000-8000-8000-${(index + 1).toString(16).padStart(12, '0')}`

/** Says in a sentence with a remedy why a file cannot be imported. */
export class BundleError extends Error {}
