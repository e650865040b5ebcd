import { and, eq, lt, sql } from 'drizzle-orm'
import { builder, fixed, placeholder, statement } from './drizzle'
import type { CallOptions, Engine } from './engine'
import { workspaceSetting } from './pglite/drizzle-client'
import { itemsBehind } from './queries/behind'
import { searchDocument } from './schema'
import { searchedText } from './write/search-row'

/** Short enough that a user who comes meanwhile hardly waits. */
const atOnce = 16

/**
 * Lets search read what was saved since it last did: a save of a text does not wait for it. Works in steps of the
 * background until nothing is behind. A step that is lost with the process is done again, since a row of search tells
 * which save it has read.
 * @param since an instant (ISO) before which nothing is behind; null looks at all items
 * @returns the instant up to which nothing is behind, for the next call
 */
export async function catchUp(
  engine: Engine,
  workspaceId: string,
  since: string | null,
  stopped: () => boolean = () => false,
): Promise<string | null> {
  let reached = since
  const background: CallOptions = { lane: 'background' }
  while (!stopped()) {
    const items = await itemsBehind(engine, workspaceId, { since: reached, limit: atOnce })
    if (items.length > 0) {
      const updates = items.map(({ savedAt, ...item }) =>
        readAgain({ workspaceId, savedAt, ...searchedText(item) }),
      )
      await engine.pipeline([workspaceSetting(workspaceId), ...updates], background)
    }
    reached = items.at(-1)?.savedAt ?? reached
    if (items.length < atOnce) break
  }
  return reached
}

/** Nothing where a later save has brought its own text meanwhile. */
const readAgain = fixed<{ workspaceId: string; id: string; title: string; body: string; savedAt: string }>(
  () =>
    statement(
      builder
        .update(searchDocument)
        .set({
          title: sql`${placeholder('title')}`,
          body: sql`${placeholder('body')}`,
          tsv: sql`studio_tsv(${placeholder('title')}::text, ${placeholder('body')}::text)`,
          updatedAt: sql`${placeholder('savedAt')}::timestamptz`,
        })
        .where(
          and(
            eq(searchDocument.workspaceId, placeholder('workspaceId')),
            eq(searchDocument.source, 'entity'),
            eq(searchDocument.sourceId, placeholder('id')),
            lt(searchDocument.updatedAt, sql`${placeholder('savedAt')}::timestamptz`),
          ),
        ),
    ),
)
