import type { EntityDocument } from '../../contract/template'
import type {
  Classification,
  Door,
  EntityType,
  LibraryKind,
  LifecycleStatus,
  VersionKind,
  Visibility,
} from '../../contract/vocabulary'
import type { Statement } from '../engine'
import type { JsonObject } from '../schema/columns'

/** Who asks, from where: worked out by the door, never taken from a payload. */
export interface Who {
  readonly workspaceId: string
  readonly accountId: string
  readonly deviceId: string
  readonly door: Door
}

/** What a version freezes of an entity beside its document. */
export interface EntityState {
  readonly parentId: string | null
  readonly title: string
  readonly description: string | null
  readonly slug: string | null
  readonly status: LifecycleStatus
  readonly visibility: Visibility
  readonly classification: Classification
  readonly requiresApproval: boolean
  readonly tags: string[]
  readonly category: string | null
  readonly sortKey: string
  readonly pinned: boolean
  readonly colour: string | null
  readonly icon: string | null
  readonly ownerId: string | null
  readonly replacedBy: string | null
}

/** The head as it was read: what a change is computed from, and what its event is compared with. */
export interface EntityHead {
  readonly id: string
  readonly type: EntityType
  readonly libraryKind: LibraryKind | null
  readonly state: EntityState
  readonly document: EntityDocument
  readonly contentHash: string
  readonly number: number
  readonly semver: string
  readonly headVersionId: string
  readonly publishedVersionId: string | null
  readonly rowVersion: number
  /** ISO; all items trashed by one command share it. */
  readonly deletedAt: string | null
}

/** The full new state of one entity. */
export interface EntityChange {
  readonly id: string
  readonly type: EntityType
  readonly libraryKind: LibraryKind | null
  /** The head that this was computed from; null makes the entity. */
  readonly before: EntityHead | null
  readonly versionId: string
  readonly kind: VersionKind
  /** Usually the head it was computed from; two for a merge, none for a first version. */
  readonly parents: string[]
  readonly state: EntityState
  readonly deleted: boolean
  readonly document: EntityDocument
  /** Version number of a content version; a place version keeps the one it stands on. */
  readonly semver: string
  readonly message: string | null
  /** For a new entity: where it came from, kept beside its form. */
  readonly metadata?: JsonObject
  /** For a new entity: what it is a copy of, in the same workspace. */
  readonly derivedFrom?: string | null
}

/** A head without its document: all that a change of name, place or mark is computed from. */
export type HeadState = Omit<EntityHead, 'document' | 'contentHash'>

/**
 * A change that leaves the document alone: renamed, moved, tagged, to the trash and back. Any number of them take as
 * many statements as one.
 */
export interface Revision {
  readonly before: HeadState
  readonly versionId: string
  /** The fields that change. */
  readonly patch: Partial<EntityState>
  readonly deleted: boolean
}

/** One user action: all of its changes are applied, or none. */
export interface Command {
  /** UUIDv7 made by the caller; the same id twice is applied once. */
  readonly id: string
  /** What the trail says was done, such as `template.save`. */
  readonly action: string
  /** What others stand in comes first. No entity is named twice in a command. */
  readonly changes: readonly EntityChange[]
  readonly revisions?: readonly Revision[]
  /** Statements of the same transaction: rows of a variable set, the trail of another workspace. */
  readonly also?: readonly Statement[]
}
