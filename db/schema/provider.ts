import { boolean, index, integer, jsonb, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { providerKinds } from '../../contract/vocabulary'
import { instant, type JsonObject, long, object, oneOf, stamps } from './columns'
import { blobStates } from './enums'
import { workspaceId } from './workspace'

/**
 * A way to reach models. `secret_ref` names the key in the keychain or key file; a key is never in the database.
 * `shared`: the workspaces that its owner is a member of may read it too, otherwise only its own.
 */
export const providerConnection = pgTable(
  'provider_connection',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    name: text().notNull(),
    kind: text({ enum: providerKinds }).notNull(),
    address: text(),
    models: jsonb().$type<readonly string[]>().notNull().default([]),
    limits: object(),
    settings: object(),
    secretRef: text(),
    ownerId: uuid(),
    shared: boolean().notNull().default(false),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    oneOf('provider_connection_kind_known', t.kind, providerKinds),
    index('provider_connection_owner').on(t.ownerId, t.shared),
  ],
)

/** What a model costs, per million tokens, from an instant on. Of several sources an override wins. */
export const price = pgTable(
  'price',
  {
    provider: text().notNull(),
    model: text().notNull(),
    source: text().notNull(),
    validFrom: instant().notNull(),
    version: text().notNull(),
    currency: text().notNull(),
    input: numeric(),
    output: numeric(),
    cachedInput: numeric(),
    cacheWrite: numeric(),
    reasoning: numeric(),
    perRequest: numeric(),
    tiers: jsonb().$type<readonly JsonObject[]>(),
    override: boolean().notNull().default(false),
    contextWindow: integer(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.model, t.source, t.validFrom] })],
)

/** A file `blobs/<workspace>/<hash>` beside the data directory: written, fsynced and renamed before its row. */
export const blob = pgTable(
  'blob',
  {
    workspaceId: workspaceId(),
    hash: text().notNull(),
    size: long().notNull(),
    mediaType: text().notNull(),
    state: text({ enum: blobStates }).notNull().default('present'),
    encrypted: boolean().notNull().default(false),
    keyId: text(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.hash] }), oneOf('blob_state_known', t.state, blobStates)],
)
