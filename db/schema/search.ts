import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, tsvector } from './columns'
import { entity } from './entity'
import { embeddingStates, searchSources, searchStates } from './enums'
import { within } from './scope'
import { workspaceId } from './workspace'

/**
 * What search looks through, written by the write path or seconds later by the indexer (`state` pending).
 * `body` holds at most 64 KB. `tsv` is made by studio_tsv(). `fingerprint` holds hashes of word runs, so that a
 * pasted answer finds the prompt or run it came from.
 */
export const searchDocument = pgTable(
  'search_document',
  {
    workspaceId: workspaceId(),
    source: text({ enum: searchSources }).notNull(),
    sourceId: uuid().notNull(),
    entityId: uuid(),
    title: text().notNull(),
    body: text().notNull().default(''),
    language: text(),
    tsv: tsvector(),
    fingerprint: bigint({ mode: 'bigint' }).array(),
    state: text({ enum: searchStates }).notNull().default('pending'),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.source, t.sourceId] }),
    within('search_document_entity_fk', t, t.entityId, entity),
    oneOf('search_document_source_known', t.source, searchSources),
    oneOf('search_document_state_known', t.state, searchStates),
    index('search_document_entity').on(t.workspaceId, t.entityId),
    index('search_document_pending').on(t.workspaceId, t.updatedAt).where(sql`${t.state} = 'pending'`),
    index('search_document_tsv').using('gin', t.tsv),
    index('search_document_title').using('gin', t.title.op('gin_trgm_ops')),
    index('search_document_fingerprint').using('gin', t.fingerprint),
  ],
)

/** A chunk to be embedded. Its `vector` column is added by the vector migration, where that extension is. */
export const embedding = pgTable(
  'embedding',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    source: text({ enum: searchSources }).notNull(),
    sourceId: uuid().notNull(),
    entityId: uuid(),
    chunk: integer().notNull(),
    model: text().notNull(),
    dimensions: integer().notNull(),
    contentHash: text().notNull(),
    status: text({ enum: embeddingStates }).notNull().default('pending'),
    error: text(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('embedding_entity_fk', t, t.entityId, entity),
    oneOf('embedding_source_known', t.source, searchSources),
    oneOf('embedding_status_known', t.status, embeddingStates),
    uniqueIndex('embedding_chunk').on(t.workspaceId, t.source, t.sourceId, t.model, t.chunk),
    index('embedding_entity').on(t.workspaceId, t.entityId),
    index('embedding_pending').on(t.workspaceId, t.updatedAt).where(sql`${t.status} = 'pending'`),
  ],
)
