import type { Variable } from '../../contract/template'

/** Ids of the shared definitions that variables follow, each once. */
export const followedIds = (variables: readonly Variable[]): string[] => [
  ...new Set(variables.flatMap(({ definitionId }) => definitionId ?? [])),
]

/**
 * Variables as they are asked for: one that follows a shared definition has that one's type, necessity, default,
 * description and rules under its own name. Where the definition is not there any more, its own words hold.
 * @param definitions by id
 */
export function followDefinitions(
  variables: readonly Variable[],
  definitions: ReadonlyMap<string, Variable>,
): Variable[] {
  return variables.map((own) => {
    const shared = own.definitionId ? definitions.get(own.definitionId) : undefined
    return shared ? { ...shared, name: own.name, definitionId: own.definitionId } : own
  })
}
