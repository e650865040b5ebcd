import { existsSync, statfsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresMajor } from '../../guards'
import { openPglite } from '../../pglite/engine'
import { appRoot } from '../../root'

/** A folder of its own for one test; remove it afterwards. */
export function scratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'promptstudio-test-'))
}

/**
 * Puts an empty database, cleanly shut down, at `dataDir`. initdb takes 4 s, so it runs once and is copied from then on.
 */
export async function freshDataDir(dataDir: string): Promise<string> {
  await cp(await emptyDatabase(), dataDir, { recursive: true })
  return dataDir
}

async function emptyDatabase(): Promise<string> {
  const made = join(appRoot(), 'out/testing', `empty-pg${postgresMajor}`)
  if (existsSync(made)) return made
  const making = `${made}.${process.pid}`
  const engine = await openPglite({ dataDir: making, create: true })
  await engine.close()
  // Somebody beside us may have been quicker; theirs is as good.
  await rename(making, made).catch(() => rm(making, { recursive: true, force: true }))
  return made
}

/** A folder in memory where the system has one with room: for images of disks whose own flushing proves nothing. */
export async function memoryFolder(): Promise<string> {
  const memory = '/dev/shm'
  const room = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 }
  const parent = room.bavail * room.bsize > 2 ** 31 ? memory : tmpdir()
  return mkdtemp(join(parent, 'promptstudio-test-'))
}
