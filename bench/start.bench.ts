import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { note, noteMachine, quantile, report } from './report'
import { launchBrowser } from './support/browser'
import { startStudio } from './support/studio'
import { bigVault, workFolder } from './support/vault'

const rounds = 7

interface Round {
  usableMs: number
  rssMb: number
}

/** Process start to the first row of the library on the screen of a browser that is open already. */
async function round(browser: Browser, data: string): Promise<Round> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // Open already means that it has drawn its window, and that what the round before wrote is on the disk.
  await page.waitForTimeout(1_000)
  const studio = await startStudio(data)
  await page.goto(`${studio.address}#/library`, { waitUntil: 'commit' })
  await page.getByRole('row').nth(1).waitFor({ state: 'visible' })
  const usableMs = Date.now() - studio.startedAt
  const rssMb = studio.rssMb()
  await page.close()
  await studio.stop()
  return { usableMs, rssMb }
}

const folder = workFolder('start')
noteMachine(folder)
const browser = await launchBrowser()
await (await browser.newPage()).goto('about:blank')

const vault = await bigVault()
note(`rows: ${vault.rows}`)
const existing: Round[] = []
const first: Round[] = []
for (let i = 0; i < rounds; i++) {
  existing.push(await round(browser, vault.data))
  const data = mkdtempSync(join(folder, 'first-'))
  first.push(await round(browser, data))
  rmSync(data, { recursive: true, force: true })
}
await browser.close()

const median = (values: number[]) => quantile(values, 0.5)
const ok = report('start', [
  {
    metric: 'usable_ms',
    value: median(existing.map((each) => each.usableMs)),
    unit: 'ms',
    target: { most: 2000 },
  },
  {
    metric: 'first_ever_ms',
    value: median(first.map((each) => each.usableMs)),
    unit: 'ms',
    target: { most: 3000 },
  },
  {
    metric: 'host_rss_mb',
    value: median(existing.map((each) => each.rssMb)),
    unit: 'MB',
    target: { most: 300 },
  },
])
process.exitCode = ok ? 0 : 1
