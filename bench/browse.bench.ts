import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { StudioClient } from '../renderer/client/connection'
import { type Measured, note, noteMachine, quantile, report } from './report'
import { browseScreen } from './support/browse-screen'
import { startBusyStudio } from './support/busy-studio'
import { connectTo } from './support/client'
import { type Ask, fullPass, runPages, turns } from './support/pages'
import { startStudio } from './support/studio'
import { type BigVault, bigVault, copyOfVault } from './support/vault'

const perSecond = 20
const importedRows = 50_000
const warmUpPages = 40

/** Every page of every list, one after another: what a person meets who scrolls through all of it. */
async function browseAlone(data: string): Promise<number[]> {
  return timedAlone(data, (client) => fullPass(client))
}

/** The runs by every filter, where there are many. */
async function browseRuns(data: string): Promise<number[]> {
  return timedAlone(data, (client) => runPages(client, 40))
}

async function timedAlone(
  data: string,
  pages: (client: StudioClient) => AsyncIterable<Ask>,
): Promise<number[]> {
  const studio = await startStudio(data)
  const { client, close } = await connectTo(studio.address)
  await warmUp(client)
  const took: number[] = []
  for await (const ask of pages(client)) took.push(await timed(ask))
  close()
  await studio.stop()
  return took
}

async function warmUp(client: StudioClient): Promise<void> {
  for await (const ask of fullPass(client, warmUpPages)) await ask()
}

async function timed(ask: Ask): Promise<number> {
  const began = performance.now()
  await ask()
  return performance.now() - began
}

interface Late {
  readonly ms: number
  readonly duringBackup: boolean
}

/** Asks on a fixed schedule while `load` lasts; a request counts from the moment it was due, so no wait is hidden. */
async function browseOnSchedule(
  client: StudioClient,
  load: { readonly lasts: () => boolean; readonly backupRuns: () => boolean },
): Promise<Late[]> {
  const late: Late[] = []
  const next = await turns(client)
  const open: Promise<void>[] = []
  const began = performance.now()
  for (let tick = 0; load.lasts(); tick += 1) {
    const due = began + (tick * 1000) / perSecond
    await pause(Math.max(0, due - performance.now()))
    const duringBackup = load.backupRuns()
    const ask = next()
    open.push(ask().then(() => void late.push({ ms: performance.now() - due, duringBackup })))
  }
  await Promise.all(open)
  return late
}

async function browseUnderLoad(data: string): Promise<Late[]> {
  const studio = await startBusyStudio(data, importedRows)
  const { client, close } = await connectTo(studio.address)
  await warmUp(client)
  const underWay = new Set(['import', 'backup'])
  const imported = studio.runImport().finally(() => underWay.delete('import'))
  const backup = client.vault.backupNow().finally(() => underWay.delete('backup'))
  const browsing = browseOnSchedule(client, {
    lasts: () => underWay.size > 0,
    backupRuns: () => underWay.has('backup'),
  })
  const [{ steps, ms }, { bytes }, late] = await Promise.all([imported, backup, browsing])
  const rows = await countImported(client)
  note(
    `import: ${rows} runs recorded in ${Math.round(ms / 1000)} s and ${steps.length} steps of ` +
      `${quantile(steps, 0.5)} rows in the middle; backup: ${Math.round(bytes / 1e6)} MB`,
  )
  close()
  await studio.stop()
  if (rows !== importedRows) throw new Error(`${rows} of ${importedRows} rows were imported.`)
  return late
}

async function countImported(client: StudioClient): Promise<number> {
  let count = 0
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const page = await client.run.list({ model: 'imported', cursor, limit: 200 })
    count += page.items.length
    cursor = page.next
  }
  return count
}

function describe(what: string, ms: readonly number[]): void {
  const at = (share: number) => quantile(ms, share).toFixed(1)
  note(`${what}: ${ms.length} pages, ms p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}`)
}

async function measurePages(vault: BigVault): Promise<Measured[]> {
  const alone = await browseAlone(vault.data)
  describe('alone', alone)
  // The import would stay in the vault that the next bench stands on.
  const data = copyOfVault(vault, 'browse')
  const late = await browseUnderLoad(data)
  rmSync(data, { recursive: true, force: true })
  const duringBackup = late.filter((each) => each.duringBackup)
  describe(
    'under load, backup running',
    duringBackup.map(({ ms }) => ms),
  )
  const underLoad = late.map(({ ms }) => ms)
  describe('under load', underLoad)
  const manyRuns = await bigVault(100_000)
  note(`rows: ${manyRuns.rows}`)
  const runs = await browseRuns(manyRuns.data)
  describe('runs by every filter', runs)
  return [
    { metric: 'page_p95_ms', value: quantile(alone, 0.95), unit: 'ms', target: { most: 20 } },
    { metric: 'runs_page_p95_ms', value: quantile(runs, 0.95), unit: 'ms', target: { most: 30 } },
    { metric: 'page_under_load_p95_ms', value: quantile(underLoad, 0.95), unit: 'ms', target: { most: 100 } },
  ]
}

async function measureScreen(vault: BigVault): Promise<Measured[]> {
  const { treePaint, filterKeys, longFrames } = await browseScreen(vault)
  return [
    { metric: 'tree_paint_ms', value: quantile(treePaint, 0.5), unit: 'ms', target: { most: 200 } },
    { metric: 'filter_ms', value: quantile(filterKeys, 0.5), unit: 'ms', target: { most: 50 } },
    { metric: 'scroll_long_frames_pct', value: longFrames, unit: '%', target: { most: 2 } },
  ]
}

const vault = await bigVault()
noteMachine(vault.data)
note(`rows: ${vault.rows}`)
// `npm run bench -- browse --screen` leaves out what takes minutes.
const pages = process.argv.includes('--screen') ? [] : await measurePages(vault)
const ok = report('browse', [...pages, ...(await measureScreen(vault))])
noteMachine(vault.data)
process.exitCode = ok ? 0 : 1
