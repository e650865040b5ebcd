import { and, asc, eq, isNull } from 'drizzle-orm'
import { type Connection, type ConnectionLimits, connectionLimits } from '../../contract/provider'
import { perReader, placeholder, reader } from '../drizzle'
import type { Engine } from '../engine'
import { providerConnection } from '../schema'

/** A connection as the database knows it: whether its key is there, only the key store can say. */
export interface StoredConnection extends Omit<Connection, 'keyState'> {
  /** The workspace that it belongs to. */
  readonly workspaceId: string
  readonly secretRef: string | null
  /** ISO. */
  readonly updatedAt: string
}

const columns = {
  workspaceId: providerConnection.workspaceId,
  id: providerConnection.id,
  name: providerConnection.name,
  kind: providerConnection.kind,
  address: providerConnection.address,
  models: providerConnection.models,
  shared: providerConnection.shared,
  limits: providerConnection.limits,
  secretRef: providerConnection.secretRef,
  rowVersion: providerConnection.rowVersion,
  updatedAt: providerConnection.updatedAt,
}

/** The workspace's own connections, then those that members of it share from other workspaces of theirs. */
export async function listConnections(engine: Engine, workspaceId: string): Promise<StoredConnection[]> {
  // No condition on the workspace: the row security lets through its own and the shared ones.
  const rows = await reader(engine, workspaceId)
    .select(columns)
    .from(providerConnection)
    .where(isNull(providerConnection.deletedAt))
    .orderBy(asc(providerConnection.name), asc(providerConnection.id))
  const found = rows.map((row) => stored(workspaceId, row))
  return [...found.filter((row) => row.own), ...found.filter((row) => !row.own)]
}

/** One of those that `listConnections` gives; null where this workspace may not use it. */
export async function getConnection(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<StoredConnection | null> {
  const [row] = await oneConnection(engine, workspaceId).execute({ id })
  return row ? stored(workspaceId, row) : null
}

const oneConnection = perReader((db) =>
  db
    .select(columns)
    .from(providerConnection)
    .where(and(eq(providerConnection.id, placeholder('id')), isNull(providerConnection.deletedAt)))
    .prepare('connection'),
)

const stored = <T extends { workspaceId: string; models: readonly string[]; limits: unknown }>(
  workspaceId: string,
  row: T,
): Omit<T, 'models' | 'limits'> & { models: string[]; limits: ConnectionLimits; own: boolean } => ({
  ...row,
  limits: connectionLimits.parse(row.limits),
  models: [...row.models],
  own: row.workspaceId === workspaceId,
})
