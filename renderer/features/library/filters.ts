import { type EntityType, type LifecycleStatus, lifecycleStatuses } from '../../../contract/vocabulary'

/** What the list shows; the rest has screens of its own. */
export const shownTypes = ['template', 'context', 'variable_set', 'variable_definition', 'workflow'] as const
export type ShownType = (typeof shownTypes)[number]

/** What the list is narrowed to beside words; it stands in the address, so that it can be gone back to. */
export interface ListFilters {
  readonly types: readonly ShownType[]
  readonly statuses: readonly LifecycleStatus[]
  /** All of them. */
  readonly tags: readonly string[]
  readonly favourites: boolean
  readonly pinned: boolean
}

export const noFilters: ListFilters = { types: [], statuses: [], tags: [], favourites: false, pinned: false }

/** As the contract has it. */
const mostTags = 20

/** Reads the part of the address behind `?`; what it does not know is left out. */
export function readFilters(query: string): ListFilters {
  const said = new URLSearchParams(query)
  const known = <T extends string>(name: string, all: readonly T[]) =>
    all.filter((value) => said.getAll(name).includes(value))
  return {
    types: known('kind', shownTypes),
    statuses: known('status', lifecycleStatuses),
    tags: [...new Set(said.getAll('tag'))].filter((tag) => tag && tag.length <= 80).slice(0, mostTags),
    favourites: said.has('favourites'),
    pinned: said.has('pinned'),
  }
}

/** The same filters are always written the same. */
export function writeFilters({ types, statuses, tags, favourites, pinned }: ListFilters): string {
  const query = new URLSearchParams([
    ...types.map((type) => ['kind', type]),
    ...statuses.map((status) => ['status', status]),
    ...tags.map((tag) => ['tag', tag]),
    ...(favourites ? [['favourites', '']] : []),
    ...(pinned ? [['pinned', '']] : []),
  ])
  return query.toString()
}

export const isFiltered = (filters: ListFilters): boolean => writeFilters(filters) !== ''

/** As the host is asked. */
export function toItemFilter({ types, statuses, tags, favourites, pinned }: ListFilters) {
  const asked: EntityType[] = types.length > 0 ? [...types] : [...shownTypes]
  return {
    types: asked,
    ...(statuses.length > 0 ? { statuses: [...statuses] } : {}),
    ...(tags.length > 0 ? { tags: [...tags] } : {}),
    ...(favourites ? { favourites } : {}),
    ...(pinned ? { pinned } : {}),
  }
}

/** Puts a value in, or takes it out where it is in. */
export const toggled = <T>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((each) => each !== value) : [...values, value]
