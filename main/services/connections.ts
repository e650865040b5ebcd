import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Connection } from '../../contract/provider'
import type { Engine } from '../../db/engine'
import {
  type ConnectionInput,
  keepConnection,
  keepSecretRef,
  removeConnection,
} from '../../db/keep/connection'
import { getConnection, listConnections, type StoredConnection } from '../../db/queries/connection'
import type { Who } from '../../db/write/command'
import type { Caller } from '../caller'
import { notFound, refused } from '../failure'
import { originOf } from '../net/policy'
import { SecretsError } from '../secrets/secrets'
import type { KeyStore } from '../secrets/store'

/** A connection as a screen may see it: where its key is, never the key nor the name it is stored under. */
export function shown(keys: KeyStore, stored: StoredConnection): Connection {
  const { workspaceId: _workspace, secretRef, ...connection } = stored
  const place = keys.whereIs(secretRef)
  const keyState = place === 'missing' && !needsKey(stored) ? 'none_needed' : place
  return { ...connection, keyState }
}

/** A server of one's own may well ask for no key; the simulator never does. */
function needsKey({ kind }: Pick<StoredConnection, 'kind'>): boolean {
  return kind !== 'simulator' && kind !== 'openai_compatible'
}

export async function shownConnections(keys: KeyStore, { engine, who }: Caller): Promise<Connection[]> {
  return (await listConnections(engine, who.workspaceId)).map((each) => shown(keys, each))
}

/** @throws NOT_FOUND where this workspace may not use it, REFUSED where it may but does not own it */
export async function ownConnection({ engine, who }: Caller, id: string): Promise<StoredConnection> {
  const found = await getConnection(engine, who.workspaceId, id)
  if (!found) throw notFound('connection', id)
  if (!found.own) {
    throw refused('not_own', 'This connection belongs to another workspace. Change it there.')
  }
  return found
}

/** A connection that is pointed at another server loses its key: a page that was taken over could read it there. */
export async function saveConnection(
  keys: KeyStore,
  caller: Caller,
  input: Omit<ConnectionInput, 'forgetsKey'>,
): Promise<Connection> {
  const { engine, who } = caller
  const before = input.rowVersion === null ? null : await getConnection(engine, who.workspaceId, input.id)
  const forgetsKey = before !== null && serverOf(before) !== serverOf(input)
  await keepConnection(engine, who, { ...input, forgetsKey })
  if (forgetsKey && before.secretRef !== null) await keys.delete(before.secretRef)
  return shown(keys, await ownConnection(caller, input.id))
}

function serverOf({ kind, address }: Pick<ConnectionInput, 'kind' | 'address'>): string {
  return `${kind} ${address ? originOf(new URL(address)) : ''}`
}

/** Puts a key away under a name of ours; the name goes into the database once the key is safe. */
export async function setKey(
  keys: KeyStore,
  caller: Caller,
  { id, key, remember }: { id: string; key: string; remember: boolean },
): Promise<Connection> {
  const before = await ownConnection(caller, id)
  const ref = before.secretRef ?? uuidv7()
  await keys.set(ref, key, remember)
  if (before.secretRef === null) {
    await keepSecretRef(caller.engine, caller.who, { commandId: uuidv7(), id, secretRef: ref })
  }
  return shown(keys, { ...before, secretRef: ref })
}

/** @throws SecretsError `locked` where the key lies in a file that is locked: it would still be there */
export async function forgetKey(keys: KeyStore, caller: Caller, id: string): Promise<Connection> {
  const before = await ownConnection(caller, id)
  if (before.secretRef !== null) {
    await keys.delete(before.secretRef)
    if (keys.whereIs(before.secretRef) === 'locked') throw new SecretsError('locked')
  }
  return shown(keys, before)
}

export async function removeWithKey(
  keys: KeyStore,
  caller: Caller,
  input: { commandId: string; id: string },
): Promise<boolean> {
  const before = await ownConnection(caller, input.id)
  const removed = await removeConnection(caller.engine, caller.who, input)
  if (before.secretRef !== null) await keys.delete(before.secretRef)
  return removed
}

/** Every workspace begins with the simulator, so that something runs before a key is at hand. Safe to repeat. */
export async function giveSimulator(engine: Engine, who: Who): Promise<void> {
  const id = derivedId(who.workspaceId, 'simulator')
  if (await getConnection(engine, who.workspaceId, id)) return
  await keepConnection(engine, who, {
    commandId: derivedId(who.workspaceId, 'simulator command'),
    id,
    rowVersion: null,
    name: 'Simulator',
    kind: 'simulator',
    models: ['sim-large', 'sim-small'],
    shared: false,
  })
}

/** The same UUID (version 8) for the same workspace and purpose, so that a repeated set-up finds what it made. */
function derivedId(workspaceId: string, purpose: string): string {
  const hex = createHash('sha256').update(`${workspaceId} ${purpose}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
