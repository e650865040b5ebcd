import { userInfo } from 'node:os'
import { uuidv7 } from 'uuidv7'
import { deviceId } from '../db/device'
import type { PgliteEngine } from '../db/pglite/engine'
import { listAccounts, listWorkspaces } from '../db/queries/workspace'
import { createAccount, createWorkspace } from '../db/workspaces'
import { giveSimulator } from './services/connections'
import type { Identity, Session } from './session'
import { fillFirstWorkspace } from './starter'

/**
 * Who works here: the first local profile and its first workspace, made where there are none yet. Nobody has to sign
 * in to begin.
 */
export async function firstIdentity(engine: PgliteEngine): Promise<Identity> {
  const device = await deviceId(engine)
  const account = (await listAccounts(engine))[0] ?? (await makeAccount(engine))
  const who = { accountId: account.id, deviceId: device, door: 'browser' as const }
  const [first] = await listWorkspaces(engine, account.id)
  const workspaceId = first?.id ?? uuidv7()
  if (!first) {
    const made = {
      commandId: uuidv7(),
      id: workspaceId,
      name: 'Personal',
      kind: 'personal' as const,
      colour: 'c-1',
    }
    await createWorkspace(engine, who, made)
    await giveSimulator(engine, { ...who, workspaceId })
  }
  if (!first || first.kind === 'personal') await fillFirstWorkspace(engine, { ...who, workspaceId })
  return { accountId: account.id, deviceId: device, workspaceId }
}

async function makeAccount(engine: PgliteEngine) {
  const account = { id: uuidv7(), name: nameOfUser(), colour: 'c-1' }
  await createAccount(engine, account)
  return account
}

function nameOfUser(): string {
  try {
    const { username } = userInfo()
    return username === 'root' ? 'You' : username
  } catch {
    return 'You'
  }
}

/**
 * Who a connection is after the vault was opened again, perhaps from a backup: the same, with this vault's device; or
 * the first where its workspace is not there any more.
 */
export async function identityAfter(
  engine: PgliteEngine,
  session: Session,
  first: Identity,
): Promise<Identity> {
  const before = session.identity
  if (!before) return first
  const mine = await listWorkspaces(engine, before.accountId)
  return mine.some(({ id }) => id === before.workspaceId) ? { ...before, deviceId: first.deviceId } : first
}
