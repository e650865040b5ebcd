import { sql } from 'drizzle-orm'
import { storableText } from '../../core/document/canonical'
import { searchText } from '../../core/document/search'
import { builder, statement } from '../drizzle'
import type { Statement } from '../engine'
import { searchDocument } from '../schema'
import type { Who } from './command'
import { commandInstant as now, searchVector } from './functions'
import type { Prepared } from './prepared'

/** The entity's row in the search, where something changed that search reads. */
export function searchRow(
  { workspaceId }: Who,
  { change, documentChanged, stateFields }: Prepared,
): Statement[] {
  const read = /^(title|description|tags)/
  if (!documentChanged && !stateFields.some((field) => read.test(field.path))) return []
  const title = storableText(change.state.title)
  const { description, tags } = change.state
  const body = storableText(
    [description, tags.join(' '), searchText(change.document)].filter(Boolean).join('\n'),
  )
  return [
    statement(
      builder
        .insert(searchDocument)
        .values({
          workspaceId,
          source: 'entity',
          sourceId: change.id,
          entityId: change.id,
          title,
          body,
          tsv: searchVector(title, body),
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
  ]
}
