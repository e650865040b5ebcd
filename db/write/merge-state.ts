import { canonicalJson, storable } from '../../core/document/canonical'
import type { EntityState } from './command'

/** How a field is called in a sentence. */
const words: Readonly<Record<keyof EntityState, string>> = {
  parentId: 'place',
  title: 'title',
  description: 'description',
  slug: 'slug',
  status: 'status',
  visibility: 'visibility',
  classification: 'classification',
  requiresApproval: 'need for approval',
  tags: 'tags',
  category: 'category',
  sortKey: 'place in the order',
  pinned: 'pin',
  colour: 'colour',
  icon: 'icon',
  ownerId: 'owner',
  replacedBy: 'replacement',
}

export interface MergedState {
  /** The fields in which the outcome differs from `theirs`. */
  readonly patch: Partial<EntityState>
  /** What both sides changed, in words. */
  readonly conflicts: readonly string[]
}

/**
 * Merges the fields of an item three ways: what only one side changed is as that side says. Tags are merged one by
 * one; where both re-ordered, theirs stays.
 */
export function mergeState(base: EntityState, mine: EntityState, theirs: EntityState): MergedState {
  const conflicts: string[] = []
  const patch: Record<string, unknown> = {}
  for (const key of keys) {
    if (same(base[key], mine[key]) || same(theirs[key], mine[key])) continue
    if (same(base[key], theirs[key])) patch[key] = mine[key]
    else if (key === 'tags') patch[key] = mergeTags(base.tags, mine.tags, theirs.tags)
    else if (key !== 'sortKey' && key !== 'slug') conflicts.push(words[key])
  }
  return { patch, conflicts }
}

function mergeTags(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const added = mine.filter((tag) => !base.includes(tag))
  const removed = base.filter((tag) => !mine.includes(tag))
  return [...new Set([...theirs.filter((tag) => !removed.includes(tag)), ...added])]
}

const keys: readonly (keyof EntityState)[] = [
  'parentId',
  'title',
  'description',
  'slug',
  'status',
  'visibility',
  'classification',
  'requiresApproval',
  'tags',
  'category',
  'sortKey',
  'pinned',
  'colour',
  'icon',
  'ownerId',
  'replacedBy',
]

const same = (a: unknown, b: unknown): boolean => canonicalJson(storable(a)) === canonicalJson(storable(b))
