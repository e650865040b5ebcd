import { rmSync } from 'node:fs'
import type { Page } from 'playwright'
import { getNodeOrigin } from '../db/queries/workflow-run'
import { note, noteMachine, quantile, report } from './report'
import { launchBrowser } from './support/browser'
import { longFrames, scrollBox } from './support/scroll'
import { startStudio } from './support/studio'
import { askOrigins, someNodeRuns, traceVault, workflowTitle } from './support/trace-vault'
import { copyOfVault } from './support/vault'

const speed = 5_000
const seconds = 10
const opens = 5
const asked = 200

const vault = await traceVault()
noteMachine(vault.data)
note(vault.rows)
const data = copyOfVault(vault, 'trace')

const origins = await askOrigins(data, async ({ engine }, workspaceId) => {
  const took: number[] = []
  for (const id of someNodeRuns(asked)) {
    const began = performance.now()
    const origin = await getNodeOrigin(engine, workspaceId, id)
    took.push(performance.now() - began)
    if (!origin?.item || origin.calls.length !== 1) throw new Error(`The origin of ${id} is not told.`)
  }
  return took
})

const studio = await startStudio(data)
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
await page.goto(studio.address)
await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Library' }).click()
await page.getByRole('row', { name: workflowTitle, exact: true }).dblclick()
await page.getByRole('application', { name: 'Canvas' }).waitFor()

/** Milliseconds from the choice of the long run, the newest one, to the frame with its first lines and to its last one. */
async function open(on: Page): Promise<{ readonly first: number; readonly whole: number }> {
  await on.getByRole('combobox', { name: 'Run that is shown' }).click()
  const option = on.getByRole('option').first()
  await option.waitFor()
  await on.evaluate(() => {
    const seen = { from: 0, first: 0, whole: 0 }
    Reflect.set(window, 'seen', seen)
    const began = ({ timeStamp }: Event) => {
      seen.from = timeStamp
    }
    window.addEventListener('pointerdown', began, { capture: true, once: true })
    const look = () => {
      const list = document.querySelector('[role="tree"][aria-label="Parts of the run"]')
      const now = performance.now()
      if (seen.first === 0 && list?.querySelectorAll('[role="treeitem"]').length) {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            seen.first = performance.now() - seen.from
          }
          port2.postMessage(null)
        })
      }
      if ((list?.scrollHeight ?? 0) >= 20_000 * 22) seen.whole = now - seen.from
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await option.click()
  const handle = await on.waitForFunction(
    () => Reflect.get(window, 'seen').whole && Reflect.get(window, 'seen'),
    null,
    { timeout: 120_000 },
  )
  const { first, whole }: { first: number; whole: number } = await handle.jsonValue()
  return { first, whole }
}

const seen = []
for (let time = 0; time < opens; time += 1) {
  seen.push(await open(page))
  if (time < opens - 1) await page.getByRole('button', { name: 'Take the run off the canvas' }).click()
}
note(
  `to the first lines and to the last, ms: ${seen.map((each) => `${each.first.toFixed(0)}/${each.whole.toFixed(0)}`).join(' ')}`,
)
const scrolled = await scrollBox(page, '[role="tree"][aria-label="Parts of the run"]', {
  pixelsPerSecond: speed,
  seconds,
})
note(`scroll: ${scrolled.frames.length} frames, ms p50 ${quantile(scrolled.frames, 0.5).toFixed(1)}`)
await browser.close()
await studio.stop()
rmSync(data, { recursive: true, force: true })

const ok = report('trace', [
  {
    metric: 'open_ms',
    value: quantile(
      seen.map(({ first }) => first),
      0.5,
    ),
    unit: 'ms',
    target: { most: 1_000 },
  },
  {
    metric: 'whole_ms',
    value: quantile(
      seen.map(({ whole }) => whole),
      0.5,
    ),
    unit: 'ms',
  },
  {
    metric: 'scroll_long_frames_pct',
    value: longFrames(scrolled, speed * seconds),
    unit: '%',
    target: { most: 2 },
  },
  { metric: 'provenance_query_ms', value: quantile(origins, 0.95), unit: 'ms', target: { most: 50 } },
])
if (!ok) process.exitCode = 1
