import { resolve } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Engine } from '../db/engine'
import { inSteps } from '../db/pglite/steps'
import { record } from '../db/record'
import type { BegunRun, FinishedRun } from '../db/record/batch'
import { appRoot } from '../db/root'
import { prose, type Random, randomFrom } from '../db/testing/fill/prose'
import { uuidAt } from '../db/testing/fill/rows'
import { openBrowserDoor } from '../main/headless/door'
import { openHost } from '../main/host'
import { whoOf } from '../main/session'

/** The studio behind its browser door, with an import that can be asked for: `import N` makes N runs. */
const [data = '', rows = '0'] = process.argv.slice(2)
const host = await openHost({ data: resolve(data), door: 'browser' })
const door = await openBrowserDoor({ studio: Promise.resolve(host), pages: `${appRoot()}/out/renderer` })

process.on('message', (message) => {
  if (message === 'import') void importRuns(Number(rows)).then((steps) => process.send?.({ imported: steps }))
  if (message === 'close') void close()
})
process.send?.({ address: door.address })

async function close(): Promise<void> {
  await door.close()
  await host.close('cancelled')
  process.exit(0)
}

/** As an import does it: through the door for what happened, in the background, in steps of about 50 ms. */
async function importRuns(count: number): Promise<number[]> {
  const vault = await host.vault()
  const session = host.openSession('test')
  if (!session.identity) throw new Error('The vault has no profile.')
  const who = whoOf(session, session.identity)
  const engine = inBackground(vault.engine)
  const random = randomFrom(7)
  const began = Date.now() - count * 1000
  const items = Array.from({ length: count }, (_, index) => began + index * 1000)
  const steps: number[] = []
  await inSteps(items, async (times) => {
    const runs = times.map((ms) => importedRun(random, ms))
    await record(engine, who, {
      commandId: uuidv7(),
      begun: runs.map((run) => run.begun),
      finished: runs.map((run) => run.finished),
    })
    steps.push(times.length)
  })
  return steps
}

function inBackground(engine: Engine): Engine {
  const lane = 'background'
  return {
    kind: engine.kind,
    query: (sql, params, options) => engine.query(sql, params, { ...options, lane }),
    exec: (sql, options) => engine.exec(sql, { ...options, lane }),
    pipeline: (statements, options) => engine.pipeline(statements, { ...options, lane }),
    transaction: (work, options) => engine.transaction(work, { ...options, lane }),
    close: () => engine.close(),
  }
}

function importedRun(random: Random, ms: number): { begun: BegunRun; finished: FinishedRun } {
  const id = uuidAt(random, ms)
  return {
    begun: {
      id,
      kind: 'template',
      status: 'running',
      startedAt: new Date(ms).toISOString(),
      entityId: null,
      versionId: null,
      versionNumber: null,
      connectionId: null,
      provider: 'openai',
      model: 'imported',
      settings: {},
      simulated: false,
      messages: [{ role: 'user', text: prose(random, 400) }],
      values: { question: prose(random, 60) },
    },
    finished: {
      id,
      status: 'success',
      error: null,
      durationMs: 1200,
      firstTokenMs: 300,
      usage: {
        inputTokens: 120,
        outputTokens: 180,
        cachedTokens: null,
        reasoningTokens: null,
        cost: '0.00021',
        currency: 'USD',
        priceVersion: null,
        simulated: false,
      },
      answer: prose(random, 600),
      reasoning: null,
      toolCalls: [],
    },
  }
}
