import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Engine, Session } from '../engine'
import { startSession } from '../marks'
import { openPglite, type PgliteEngine } from '../pglite/engine'
import { unpackPrepared } from '../prepared'
import { createAccount, createWorkspace } from '../workspaces'
import type { Who } from '../write/command'
import { nativeCluster } from './native'

export interface TestVault<E extends Engine = Engine> {
  readonly engine: E
  /** An account in a personal workspace of its own. */
  readonly who: Who
  close(): Promise<void>
}

/** A throw-away vault on the real PGlite worker, with one account and one workspace. */
export async function testVault(): Promise<TestVault<PgliteEngine> & { readonly dataDir: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'promptstudio-vault-'))
  const dataDir = join(folder, 'data')
  await unpackPrepared(dataDir)
  const engine = await openPglite({ dataDir, startup: startTestSession })
  const close = async () => {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { engine, who: await testWorkspace(engine), dataDir, close }
}

/** The same on a database of its own in the test run's native PostgreSQL. */
export async function nativeTestVault(): Promise<TestVault> {
  const engine = await (await nativeCluster()).database()
  await startTestSession(engine)
  return { engine, who: await testWorkspace(engine), close: () => engine.close() }
}

async function startTestSession(session: Session): Promise<void> {
  await session.query('select ensure_partitions(now(), now())')
  await startSession(session)
}

/** One more workspace, with an account of its own unless one is given. */
export async function testWorkspace(engine: Engine, accountId = uuidv7(), name = 'Test'): Promise<Who> {
  const who: Who = { workspaceId: uuidv7(), accountId, deviceId: uuidv7(), door: 'test' }
  await createAccount(engine, { id: accountId, name: 'Ada', colour: 'blue' })
  await createWorkspace(engine, who, {
    commandId: uuidv7(),
    id: who.workspaceId,
    name,
    kind: 'personal',
    colour: 'blue',
  })
  return who
}
