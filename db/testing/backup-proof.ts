import { createHash } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { templateDocument } from '../../contract/template'
import { countRows, countsDiffer } from '../backup/counts'
import { backupIds, dataIn } from '../backup/layout'
import type { Manifest } from '../backup/manifest'
import { takeBackup } from '../backup/take'
import type { Engine } from '../engine'
import { findDamage } from '../pglite/amcheck'
import { openPglite, type PgliteEngine } from '../pglite/engine'
import { startMaintenance } from '../pglite/maintenance'
import { unpackPrepared } from '../prepared'
import type { VaultPaths } from '../vault-paths'
import { decodeBody } from '../write/content'
import { appVersion, bodyOf, newAuthor } from './backups'
import { churn, prepareChurn } from './churn'

export interface ProofReport {
  readonly backups: number
  /** Steps and saves acknowledged meanwhile. */
  readonly acked: number
  /** What was wrong with which backup. */
  readonly failures: readonly string[]
  /** Milliseconds that the longest write had to wait. */
  readonly longestWriteMs: number
}

/**
 * Takes backup after backup of a vault that is written to without a pause, opens each one and compares what is in it
 * with what was acknowledged: saves by the product's own write path, and steps that make, fill, rebuild and drop tables.
 */
export async function proveBackups(paths: VaultPaths, backups: number): Promise<ProofReport> {
  await unpackPrepared(paths.dataDir)
  // As superuser: the steps make tables.
  const engine = await openPglite({ dataDir: paths.dataDir })
  const maintenance = startMaintenance(engine, { lookEveryMs: 100, checkpointEveryMs: 500, idleMs: 0 })
  const writers = await startWriters(engine)
  const failures: string[] = []
  try {
    for (let n = 1; n <= backups; n++) {
      const before = writers.acked()
      const taken = await takeBackup({ engine, maintenance, paths, appVersion, reason: 'asked' })
      const after = writers.acked()
      writers.pause(true)
      const problems = await examine(join(paths.backupsDir, taken.id), taken, before, after)
      failures.push(...problems.map((problem) => `backup ${n}: ${problem}`))
      if (n > 3) await removeOldest(paths)
      writers.pause(false)
    }
  } finally {
    await writers.stop()
    await maintenance.stop()
    await engine.close()
  }
  const { saves, steps } = writers.acked()
  return { backups, acked: saves + steps, failures, longestWriteMs: writers.longestMs() }
}

interface Acked {
  readonly saves: number
  readonly steps: number
}

async function startWriters(engine: PgliteEngine) {
  const author = await newAuthor(engine)
  await prepareChurn(engine)
  const acked = { saves: 1, steps: 0 }
  let going = true
  let paused = false
  let longest = 0
  const timed = async (work: () => Promise<void>) => {
    while (paused) await wait(5)
    const began = performance.now()
    await work()
    longest = Math.max(longest, performance.now() - began)
  }
  const saving = (async () => {
    for (; going; acked.saves++) await timed(() => author.save(acked.saves + 1))
  })()
  const churning = (async () => {
    for (; going; acked.steps++) await timed(() => churn(engine, acked.steps + 1))
  })()
  return {
    acked: (): Acked => ({ ...acked }),
    longestMs: () => longest,
    /** Nothing is to be learned from writes while a backup is examined. */
    pause(on: boolean) {
      paused = on
    },
    async stop() {
      going = false
      paused = false
      await Promise.all([saving, churning])
    },
  }
}

async function examine(backup: string, manifest: Manifest, before: Acked, after: Acked): Promise<string[]> {
  const copy = `${backup}.opened`
  await cp(dataIn(backup), copy, { recursive: true })
  try {
    const engine = await openPglite({ dataDir: copy })
    try {
      const different = countsDiffer(manifest.counts, await countRows(engine))
      const steps = await wholeSteps(engine)
      const saves = await wholeSaves(engine)
      return [
        ...(different ? [different] : []),
        ...outside('steps', steps, before.steps, after.steps + 1),
        ...outside('saves', saves, before.saves, after.saves + 1),
        // Two places and the saves: exactly what was counted while the engine was held.
        ...outside('saves', saves, manifest.counts.versions - 2, manifest.counts.versions - 2),
        ...(await findDamage(engine)),
      ]
    } finally {
      await engine.close()
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

function outside(what: string, found: number, least: number, most: number): string[] {
  return found < least || found > most ? [`${found} ${what} where ${least} to ${most} were acknowledged`] : []
}

const numbered = z.object({ n: z.number(), sum: z.string() })

/** How many steps are there, whole and without a gap; throws where they are not. */
async function wholeSteps(engine: Engine): Promise<number> {
  const { rows } = await engine.query('select n, md5(body) as sum from churn_ledger order by n')
  const hot = await engine.query('select n, md5(body) as sum from churn_hot order by n')
  const all = rows.map((row) => numbered.parse(row))
  const last = all.length
  const newest = all.slice(-40)
  mustEqual(
    'steps',
    all.map(({ n, sum }) => `${n} ${sum}`),
    range(1, last).map((n) => `${n} ${sumOf(bodyOf(n))}`),
  )
  mustEqual(
    'changed rows',
    hot.rows.map((row) => JSON.stringify(numbered.parse(row))),
    newest.map((row) => JSON.stringify(row)),
  )
  return last
}

const saved = z.object({
  n: z.number(),
  hash: z.string(),
  body: z.instanceof(Uint8Array),
  encoding: z.enum(['plain', 'deflate']),
  size: z.number(),
})

/** How many versions of the template are there, each with the text that was saved; throws where they are not. */
async function wholeSaves(engine: Engine): Promise<number> {
  const { rows } = await engine.query(
    `select v.number as n, c.hash, c.body, c.encoding, c.size
     from entity_version v join entity e on e.id = v.entity_id and e.type = 'template'
       join content c on c.workspace_id = v.workspace_id and c.hash = v.content_hash
     order by v.number`,
  )
  const texts = rows.map((row) => {
    const version = saved.parse(row)
    const document = templateDocument.parse(JSON.parse(decodeBody(version)))
    return `${version.n} ${document.messages[0]?.text}`
  })
  mustEqual(
    'versions',
    texts,
    range(1, texts.length).map((n) => `${n} ${n === 1 ? '1' : bodyOf(n)}`),
  )
  return texts.length
}

function mustEqual(what: string, found: readonly string[], expected: readonly string[]): void {
  const at = expected.findIndex((each, index) => each !== found[index])
  if (at !== -1 || found.length !== expected.length) {
    throw new Error(
      `The ${what} differ at ${at}: ${found[at]?.slice(0, 80)} for ${expected[at]?.slice(0, 80)}`,
    )
  }
}

const sumOf = (text: string) => createHash('md5').update(text).digest('hex')
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)

async function removeOldest({ backupsDir }: VaultPaths): Promise<void> {
  const [oldest] = (await backupIds(backupsDir)).sort()
  if (oldest) await rm(join(backupsDir, oldest), { recursive: true })
}
