import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { variableTypes } from '../../contract/vocabulary'
import { type JsonObject, type JsonValue, object, oneOf, sortKey, validity } from './columns'
import { entity } from './entity'
import { within } from './scope'
import { workspaceId } from './workspace'

/** Projection of the head document's variables (of a template or context), rewritten with each save. */
export const variable = pgTable(
  'variable',
  {
    workspaceId: workspaceId(),
    entityId: uuid().notNull(),
    name: text().notNull(),
    position: integer().notNull(),
    type: text({ enum: variableTypes }).notNull(),
    required: boolean().notNull(),
    default: jsonb().$type<JsonValue>(),
    description: text(),
    rules: object(),
    definitionId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.entityId, t.name] }),
    within('variable_entity_fk', t, t.entityId, entity),
    within('variable_definition_fk', t, t.definitionId, entity),
    oneOf('variable_type_known', t.type, variableTypes),
    index('variable_by_name').on(t.workspaceId, t.name),
    index('variable_by_definition').on(t.workspaceId, t.definitionId),
  ],
)

/** A row of a variable set. `key` stays the same through its edits, `id` names one state of it. */
export const variableRow = pgTable(
  'variable_row',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    key: uuid().notNull(),
    setId: uuid().notNull(),
    sortKey: sortKey().notNull(),
    values: jsonb().$type<JsonObject>().notNull(),
    split: text(),
    tags: text().array().notNull().default(sql`'{}'::text[]`),
    createdBy: uuid(),
    ...validity(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    within('variable_row_set_fk', t, t.setId, entity),
    index('variable_row_page').on(t.workspaceId, t.setId, t.sortKey, t.id).where(sql`${t.validTo} is null`),
    index('variable_row_key').on(t.workspaceId, t.setId, t.key, t.validFrom),
    index('variable_row_tags').using('gin', t.tags),
  ],
)
