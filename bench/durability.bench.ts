import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPglite } from '../db/pglite/engine'
import { appRoot } from '../db/root'
import { proveBackups } from '../db/testing/backup-proof'
import { freshDataDir, memoryFolder } from '../db/testing/crash/fresh-vault'
import { type KillReport, killRepeatedly } from '../db/testing/crash/kill'
import { mixedWorkload } from '../db/testing/crash/mixed-workload'
import { cutPower } from '../db/testing/crash/power-cut'
import { record } from '../db/testing/crash/recording'
import { damages } from '../db/testing/damage'
import { newPatient, surviveDamage } from '../db/testing/damaged-vault'
import { studioWorkload } from '../db/testing/studio-workload'
import { vaultPaths } from '../db/vault-paths'
import { note, noteMachine, refuseUnlessDisk, report } from './report'
import { workFolder } from './support/vault'

const seed = Number(process.env.DURABILITY_SEED ?? 20261121)
const wanted = { kills: 200, acked: 10_000, images: 300, backups: 50 }
const commits = 200

const folder = workFolder('durability')
refuseUnlessDisk(folder)
noteMachine(folder)
note(`seed ${seed} (DURABILITY_SEED)`)

/** An empty place on the disk for one part of this bench. */
function place(name: string): string {
  const path = join(folder, name)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true })
  return path
}

async function studioVault(name: string): Promise<string> {
  const dataDir = await freshDataDir(join(place(name), 'data'))
  const engine = await openPglite({ dataDir })
  await studioWorkload.prepare(engine)
  await engine.close()
  return dataDir
}

async function fsyncsPerCommit(): Promise<number> {
  const engine = await openPglite({ dataDir: await studioVault('commits') })
  const before = engine.stats().fsyncs
  for (let n = 1; n <= commits; n++) await studioWorkload.step(engine, n)
  const flushed = engine.stats().fsyncs - before
  await engine.close()
  return flushed / commits
}

/** As many kills as are wanted, soon after a start; then later ones until enough was acknowledged. */
async function kills(): Promise<KillReport> {
  const dataDir = await studioVault('kills')
  const writerFile = join(appRoot(), 'out/bench/durability.host.js')
  let total: KillReport = { kills: 0, acked: 0, lost: 0, failedOpens: [], damage: [], openMs: [] }
  while (total.kills < wanted.kills || total.acked < wanted.acked) {
    const soon = total.kills < wanted.kills
    const next = await killRepeatedly({
      dataDir,
      writerFile,
      seed: seed + total.kills,
      kills: soon ? 50 : 10,
      windowMs: soon ? [50, 450] : [1_000, 6_000],
    })
    total = {
      kills: total.kills + next.kills,
      acked: total.acked + next.acked,
      lost: total.lost + next.lost,
      failedOpens: [...total.failedOpens, ...next.failedOpens],
      damage: [...total.damage, ...next.damage],
      openMs: [...total.openMs, ...next.openMs],
    }
    note(`${total.kills} kills, ${total.acked} acknowledged, ${total.lost} lost`)
    if (next.acked === 0) throw new Error('Nothing was acknowledged between the kills.')
  }
  return total
}

/** A third of the images from the studio's own writes, the rest from everything that leaves other traces on a disk. */
async function powerCuts(): Promise<string[]> {
  const failures: string[] = []
  for (const [workload, steps, images] of [
    [studioWorkload, 120, wanted.images / 3],
    [mixedWorkload, 300, (2 * wanted.images) / 3],
  ] as const) {
    const recording = await record(workload, steps, place('recording'))
    const memory = await memoryFolder()
    const cuts = await cutPower({ recording, images, seed, folder: memory })
    rmSync(memory, { recursive: true })
    failures.push(...cuts.failures)
    note(`${images} images of ${recording.events.length} disk events, ${cuts.failures.length} failed`)
  }
  return failures
}

async function survived(): Promise<string[]> {
  const patient = await newPatient(vaultPaths(place('damage')))
  const failures: string[] = []
  for (const damage of damages) {
    const { detected, preserved, whole, restoreMs } = await surviveDamage(patient, damage)
    if (detected === null || !preserved || !whole || restoreMs > 30_000) {
      failures.push(`${damage.name}: ${JSON.stringify({ detected, preserved, whole, restoreMs })}`)
    }
    rmSync(patient.paths.quarantineDir, { recursive: true, force: true })
  }
  return failures
}

const flushes = await fsyncsPerCommit()
const killed = await kills()
const cut = await powerCuts()
const backups = await proveBackups(vaultPaths(place('backups')), wanted.backups)
note(
  `${backups.backups} backups under ${backups.acked} writes, the longest of which took ${Math.round(backups.longestWriteMs)} ms`,
)
const damaged = await survived()
for (const each of [...killed.failedOpens, ...killed.damage, ...cut, ...backups.failures, ...damaged])
  note(each)

const none = { exactly: 0 }
const ok = report('durability', [
  { metric: 'kills', value: killed.kills, unit: '', target: { least: wanted.kills } },
  { metric: 'acked', value: killed.acked, unit: '', target: { least: wanted.acked } },
  { metric: 'lost', value: killed.lost + killed.failedOpens.length, unit: '', target: none },
  { metric: 'amcheck_errors', value: killed.damage.length, unit: '', target: none },
  { metric: 'power_cut_images', value: wanted.images, unit: '', target: { least: wanted.images } },
  { metric: 'power_cut_lost', value: cut.length, unit: '', target: none },
  { metric: 'fsyncs_per_commit', value: flushes, unit: '', target: { least: 1 } },
  { metric: 'backups', value: backups.backups, unit: '', target: { least: wanted.backups } },
  { metric: 'backups_bad', value: backups.failures.length, unit: '', target: none },
  { metric: 'damages', value: damages.length, unit: '', target: { least: 60 } },
  { metric: 'damages_not_survived', value: damaged.length, unit: '', target: none },
])
process.exit(ok ? 0 : 1)
