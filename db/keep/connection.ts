import { and, eq, isNull } from 'drizzle-orm'
import type { ConnectionLimits } from '../../contract/provider'
import type { ProviderKind } from '../../contract/vocabulary'
import { storableText } from '../../core/document/canonical'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { getConnection } from '../queries/connection'
import { providerConnection } from '../schema'
import type { Who } from '../write/command'
import { RefusedError } from '../write/errors'
import { commandInstant as now } from '../write/functions'

export interface ConnectionInput {
  readonly commandId: string
  readonly id: string
  /** null makes it. */
  readonly rowVersion: number | null
  readonly name: string
  readonly kind: ProviderKind
  readonly address?: string | null | undefined
  readonly models: readonly string[]
  /** Lets the other workspaces that its owner is a member of use it. */
  readonly shared: boolean
  /** Left out, they stay as they are. */
  readonly limits?: ConnectionLimits | undefined
  /** Lets go of its key: a key is entered for one server and must not be sent to another. */
  readonly forgetsKey?: boolean
}

/**
 * Makes a connection of this workspace or changes one. Its key is not here: only the name under which the key store
 * holds it, see `keepSecretRef`.
 * @throws RefusedError where it was changed meanwhile, or belongs to another workspace.
 */
export async function keepConnection(engine: Engine, who: Who, input: ConnectionInput): Promise<void> {
  const { workspaceId, accountId } = who
  const fields = {
    name: storableText(input.name),
    kind: input.kind,
    address: input.address ?? null,
    models: input.models.map(storableText),
    shared: input.shared,
    ...(input.limits ? { limits: { ...input.limits } } : {}),
  }
  const stamp = { updatedAt: now, updatedBy: accountId }
  const change =
    input.rowVersion === null
      ? builder.insert(providerConnection).values({
          workspaceId,
          id: input.id,
          ...fields,
          ownerId: accountId,
          ...stamp,
          createdAt: now,
          createdBy: accountId,
        })
      : builder
          .update(providerConnection)
          .set({
            ...fields,
            ...stamp,
            ...(input.forgetsKey ? { secretRef: null } : {}),
            rowVersion: input.rowVersion + 1,
          })
          .where(and(mine(who, input.id), eq(providerConnection.rowVersion, input.rowVersion)))
  const { applied, at } = await keep(engine, who, input.commandId, [statement(change)])
  const kept = await getConnection(engine, workspaceId, input.id)
  // Every command has an instant of its own, so another one here means that no row was changed.
  if (applied && kept?.updatedAt !== at) {
    throw new RefusedError('This connection was changed or removed elsewhere. Reload it, then save again.')
  }
}

const mine = ({ workspaceId }: Who, id: string) =>
  and(
    eq(providerConnection.workspaceId, workspaceId),
    eq(providerConnection.id, id),
    isNull(providerConnection.deletedAt),
  )

/** Names the key in the key store; null where there is none any more. */
export async function keepSecretRef(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly id: string; readonly secretRef: string | null },
): Promise<void> {
  const change = builder
    .update(providerConnection)
    .set({ secretRef: input.secretRef, updatedAt: now, updatedBy: who.accountId })
    .where(mine(who, input.id))
  await keep(engine, who, input.commandId, [statement(change)])
}

/** Takes it away here and wherever it was shared. Answers false where this command had been applied before. */
export async function removeConnection(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly id: string },
): Promise<boolean> {
  const change = builder
    .update(providerConnection)
    .set({ deletedAt: now, deletedBy: who.accountId, shared: false, secretRef: null })
    .where(mine(who, input.id))
  return (await keep(engine, who, input.commandId, [statement(change)])).applied
}
