import type { EntityType, LibraryKind } from '../../contract/vocabulary'

const homes: Partial<Readonly<Record<EntityType, LibraryKind>>> = {
  template: 'prompt',
  context: 'prompt',
  variable_set: 'prompt',
  variable_definition: 'prompt',
  workflow: 'workflow',
}

/** The kind of library that such an item stands in; null where it may stand in any. */
export const homeOf = (type: EntityType): LibraryKind | null => homes[type] ?? null

/** A place as far as it decides what may stand in it; a library of which nothing is said is one of prompts. */
export interface Place {
  readonly type: EntityType
  readonly libraryKind: LibraryKind | null
}

/** Whether items of such a home may stand in a place: a library holds those of its own kind, a lab all of them. */
export const fitsHome = (home: LibraryKind | null, { type, libraryKind }: Place): boolean =>
  home === null || type !== 'library' || (libraryKind ?? 'prompt') === home
