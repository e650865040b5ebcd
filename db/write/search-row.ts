import { sql } from 'drizzle-orm'
import type { EntityDocument } from '../../contract/template'
import { storableText } from '../../core/document/canonical'
import { searchText } from '../../core/document/search'
import { builder, fixed, placeholder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { searchDocument } from '../schema'
import type { EntityState, Who } from './command'
import { commandInstant as now } from './functions'
import type { Prepared } from './prepared'

/**
 * The entity's row in the search, where it is new or its title, description or tags changed. A text that was saved is
 * read some moments later (`catchUp`): it was the dearest part of a save.
 */
export function searchRow({ workspaceId }: Who, { change, stateFields }: Prepared): Statement[] {
  const read = /^(title|description|tags|deleted)/
  if (change.before && !stateFields.some((field) => read.test(field.path))) return []
  const { id, document, state } = change
  return [putSearchDocument({ workspaceId, ...searchedText({ id, document, ...state }) })]
}

/** What stands before the text of the document in the searched body. */
export const searchHead = ({
  description,
  tags,
}: Pick<EntityState, 'description'> & { tags: readonly string[] }) =>
  storableText([description, tags.join(' ')].filter(Boolean).join('\n'))

/** What search reads of an item. */
export function searchedText(item: {
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly tags: readonly string[]
  readonly document: EntityDocument
}): { id: string; title: string; body: string } {
  const { id, title, description, tags, document } = item
  const body = [searchHead({ description, tags }), searchText(document)].filter(Boolean).join('\n')
  return { id, title: storableText(title), body: storableText(body) }
}

const putSearchDocument = fixed<{ workspaceId: string; id: string; title: string; body: string }>(() =>
  statement(
    builder
      .insert(searchDocument)
      .values({
        workspaceId: placeholder('workspaceId'),
        source: 'entity',
        sourceId: placeholder('id'),
        entityId: placeholder('id'),
        title: placeholder('title'),
        body: placeholder('body'),
        tsv: sql`studio_tsv(${placeholder('title')}::text, ${placeholder('body')}::text)`,
        state: 'indexed',
        updatedAt: now,
      })
      .onConflictDoUpdate({
        target: [searchDocument.workspaceId, searchDocument.source, searchDocument.sourceId],
        set: {
          title: sql`excluded.title`,
          body: sql`excluded.body`,
          tsv: sql`excluded.tsv`,
          state: 'indexed',
          updatedAt: now,
        },
      }),
  ),
)
