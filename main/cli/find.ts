import type { EntitySummary } from '../../contract/entity'
import type { EntityType } from '../../contract/vocabulary'
import type { StudioClient } from '../socket/client'
import { CommandError, exit, usage } from './exit'

interface Wanted {
  readonly types?: EntityType[]
  readonly filter?: string
}

/** All items, page by page, until `limit`. */
export async function* items(client: StudioClient, wanted: Wanted = {}): AsyncGenerator<EntitySummary> {
  let cursor: string | null = null
  do {
    const page: { items: EntitySummary[]; next: string | null } = await client.entity.list({
      ...wanted,
      sort: 'title',
      limit: 200,
      cursor,
    })
    yield* page.items
    cursor = page.next
  } while (cursor)
}

/**
 * The item that `name` means: an id, a slug, or a title in any case.
 * @throws CommandError: not found; usage where a title is that of several
 */
export async function findItem(
  client: StudioClient,
  name: string,
  types?: EntityType[],
): Promise<EntitySummary> {
  const titled: EntitySummary[] = []
  const wanted = name.toLowerCase()
  for await (const item of items(client, types ? { types } : {})) {
    if (item.id === wanted || item.slug === name) return item
    if (item.title.toLowerCase() === wanted) titled.push(item)
  }
  const [found, ...more] = titled
  if (!found) {
    throw new CommandError(
      exit.notFound,
      `There is no "${name}" here. promptstudio list shows what there is.`,
    )
  }
  if (more.length > 0) {
    const slugs = titled.map((item) => item.slug).join(', ')
    throw usage(`${titled.length} items are called "${name}". Name one by its slug: ${slugs}.`)
  }
  return found
}
