import { cpSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { openPglite } from '../../pglite/engine'
import { bundle } from './bundle'
import { emptyLog, type LoggedEvent, readLog } from './disk-log'
import { freshDataDir } from './fresh-vault'
import type { Workload } from './workload'

export interface Recording {
  readonly workload: Workload
  readonly events: readonly LoggedEvent[]
  /** Step n was acknowledged when `event` events had happened. */
  readonly acks: readonly { readonly event: number; readonly n: number }[]
  /** The directory before the run: each path with its inode. */
  readonly base: ReadonlyMap<string, number | 'directory'>
  readBase(file: number): Buffer
  basePath(file: number): string
  /** How many steps were acknowledged, and how many begun, when `events` events had happened. */
  stepsAt(events: number): { readonly acked: number; readonly begun: number }
}

/** Runs `steps` steps of the workload on a fresh database under `folder`, writing down all that reaches the disk. */
export async function record(workload: Workload, steps: number, folder: string): Promise<Recording> {
  const dataDir = await freshDataDir(join(folder, 'recorded'))
  const pristine = join(folder, 'pristine')
  const prepared = await openPglite({ dataDir })
  await workload.prepare(prepared)
  await prepared.close()
  cpSync(dataDir, pristine, { recursive: true })
  const base = entriesOf(dataDir)
  const logFile = join(folder, 'disk.log')
  emptyLog(logFile)
  const sizes = await run(workload, steps, dataDir, logFile)
  const log = readLog(logFile)
  const acks = sizes.map((size, at) => ({ event: log.eventsAt(size), n: at + 1 }))
  const paths = new Map([...base].map(([path, file]) => [file, join(pristine, path)]))
  const basePath = (file: number) => paths.get(file) ?? join(pristine, `missing-${file}`)
  return {
    workload,
    events: log.events,
    acks,
    base,
    basePath,
    readBase: (file) => readFileSync(basePath(file)),
    stepsAt: (events) => {
      const acked = acks.filter(({ event }) => event <= events).length
      return { acked, begun: Math.min(steps, acked + 1) }
    },
  }
}

/** Answers the size of the log at each acknowledgement. */
async function run(workload: Workload, steps: number, dataDir: string, logFile: string): Promise<number[]> {
  Object.assign(process.env, { DISK_LOG: logFile, DISK_ROOT: dataDir })
  const workerFile = await bundle('db/testing/crash/recording-worker.ts')
  const engine = await openPglite({ dataDir, workerFile })
  const sizes: number[] = []
  for (let n = 1; n <= steps; n++) {
    await workload.step(engine, n)
    sizes.push(statSync(logFile).size)
  }
  await engine.close()
  return sizes
}

function entriesOf(folder: string): Map<string, number | 'directory'> {
  const entries = new Map<string, number | 'directory'>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    entries.set(relative(folder, path), entry.isDirectory() ? 'directory' : lstatSync(path).ino)
  }
  return entries
}
