import { foreignKey, type PgColumn } from 'drizzle-orm/pg-core'

interface Keyed {
  readonly workspaceId: PgColumn
  readonly id: PgColumn
}

/**
 * A foreign key to a row of the same workspace. The workspace is part of it, so a reference across workspaces
 * cannot be written.
 */
export const within = (name: string, from: { workspaceId: PgColumn }, column: PgColumn, to: Keyed) =>
  foreignKey({ name, columns: [from.workspaceId, column], foreignColumns: [to.workspaceId, to.id] })
