import {
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { classifications, roles, workspaceKinds } from '../../contract/vocabulary'
import { instant, type JsonValue, object, oneOf, stamps } from './columns'

/** The tenant. Row security goes by its id. */
export const workspace = pgTable(
  'workspace',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    slug: text().notNull(),
    kind: text({ enum: workspaceKinds }).notNull(),
    colour: text(),
    icon: text(),
    defaultClassification: text({ enum: classifications }).notNull().default('internal'),
    settings: object(),
    sealed: boolean().notNull().default(false),
    trusted: boolean().notNull().default(true),
    archivedAt: instant(),
    ...stamps(),
  },
  (t) => [
    oneOf('workspace_kind_known', t.kind, workspaceKinds),
    oneOf('workspace_default_classification_known', t.defaultClassification, classifications),
    uniqueIndex('workspace_slug_unique').on(t.slug),
  ],
)

/** The foreign key that stands first in every table. */
export const workspaceId = () =>
  uuid()
    .notNull()
    .references(() => workspace.id)

/** The latest instant a workspace has written: the next write is at least a microsecond later. */
export const workspaceClock = pgTable('workspace_clock', {
  workspaceId: workspaceId().primaryKey(),
  latest: instant().notNull(),
})

/** A local profile; several may share a machine, and an account may be member of many workspaces. */
export const account = pgTable('account', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  colour: text(),
  email: text(),
  preferences: object(),
  ...stamps(),
})

export const membership = pgTable(
  'membership',
  {
    workspaceId: workspaceId(),
    accountId: uuid().notNull(),
    role: text({ enum: roles }).notNull(),
    mayComment: boolean().notNull().default(true),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId] }),
    foreignKey({ name: 'membership_account_fk', columns: [t.accountId], foreignColumns: [account.id] }),
    oneOf('membership_role_known', t.role, roles),
    index('membership_account').on(t.accountId, t.workspaceId),
  ],
)

/** A choice kept for one account in one workspace, or (account of zeros) for the workspace itself. */
export const setting = pgTable(
  'setting',
  {
    workspaceId: workspaceId(),
    accountId: uuid().notNull().default('00000000-0000-0000-0000-000000000000'),
    key: text().notNull(),
    value: jsonb().$type<JsonValue>().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.accountId, t.key] })],
)

/** What belongs to the vault and to no workspace: the device's id, the last account, flags of this machine. */
export const appSetting = pgTable('app_setting', {
  key: text().primaryKey(),
  value: jsonb().$type<JsonValue>().notNull(),
  updatedAt: instant().notNull(),
})
