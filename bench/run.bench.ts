import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { RunEvent } from '../contract/run'
import type { TemplateDocument } from '../contract/template'
import { piecesOf } from '../e2e/servers/behaviour'
import { type ModelServer, startModelServer } from '../e2e/servers/model-server'
import type { StudioClient } from '../renderer/client/connection'
import { note, noteMachine, quantile, report } from './report'
import { connectTo } from './support/client'
import { startStudio } from './support/studio'
import { workFolder } from './support/vault'

const pairs = 120
const warmUpPairs = 20
const streams = 50

const document: TemplateDocument = {
  kind: 'template',
  form: 'text',
  messages: [
    { id: 'm1', role: 'user', text: 'Answer {{ customer }} in plain words.\n\n{{ question }}\n\nOne page.' },
  ],
  variables: ['customer', 'question'].map((name) => ({
    name,
    type: 'text',
    required: true,
    description: '',
    rules: {},
  })),
  settings: {},
  tools: [],
  stop: [],
  examples: [],
}
const values = { customer: 'Astrid', question: 'Is the broken window covered? '.repeat(40) }

interface Bench {
  readonly client: StudioClient
  readonly server: ModelServer
  readonly entityId: string
  readonly connectionId: string
}

async function prepare(client: StudioClient, server: ModelServer): Promise<Bench> {
  const library = (await client.entity.places()).find((place) => place.type === 'library')
  if (!library) throw new Error('The first workspace has no library.')
  const made = await client.entity.create({
    commandId: uuidv7(),
    id: uuidv7(),
    type: 'template',
    parentId: library.id,
    title: 'Claim',
    document,
  })
  const connection = await client.provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local server',
    kind: 'openai_compatible',
    address: server.openai,
  })
  return { client, server, entityId: made.id, connectionId: connection.id }
}

async function* run({ client, entityId, connectionId }: Bench, id: string, model: string) {
  await client.run.start({ id, entityId, values, choice: { connectionId, model } })
  yield* await client.run.follow({ id })
}

/** Milliseconds from asking to the first token, as a window sees it; then waits until the run is recorded. */
async function throughStudio(bench: Bench): Promise<number> {
  const began = performance.now()
  let firstMs = Number.NaN
  for await (const event of run(bench, uuidv7(), 'stub-ok')) {
    if (event.type === 'text' && Number.isNaN(firstMs)) firstMs = performance.now() - began
    if (event.type === 'finished') expectSuccess(event)
  }
  return firstMs
}

function expectSuccess(event: Extract<RunEvent, { type: 'finished' }>): void {
  if (event.run.status !== 'success') throw new Error(`A run ended with ${event.run.status}.`)
}

/** The same request to the same server with nothing in between. */
async function byBareFetch({ server }: Bench): Promise<number> {
  const request = server.requests[0]
  const body = JSON.stringify(request?.body)
  const began = performance.now()
  const answer = await fetch(`${server.openai}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = new TextDecoder()
  let firstMs = Number.NaN
  let said = ''
  for await (const chunk of answer.body ?? []) {
    said += text.decode(chunk, { stream: true })
    if (Number.isNaN(firstMs) && said.includes('"content":"The ')) firstMs = performance.now() - began
  }
  return firstMs
}

async function overheads(bench: Bench): Promise<number[]> {
  const found: number[] = []
  const direct: number[] = []
  const whole: number[] = []
  for (let pair = 0; pair < warmUpPairs + pairs; pair += 1) {
    // Whoever goes first in a pair finds a colder machine, so they change places.
    const studioFirst = pair % 2 === 0
    const early = studioFirst ? await throughStudio(bench) : await byBareFetch(bench)
    const late = studioFirst ? await byBareFetch(bench) : await throughStudio(bench)
    const [studio, bare] = studioFirst ? [early, late] : [late, early]
    if (pair < warmUpPairs) continue
    found.push(studio - bare)
    direct.push(bare)
    whole.push(studio)
  }
  const at = (values: number[]) =>
    `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)}`
  note(
    `${pairs} pairs, ms to the first token p50 / p95: studio ${at(whole)}, bare fetch ${at(direct)}, overhead ${at(found)}`,
  )
  return found
}

/** How many streams ran at the same moment, complete to the last word, and stand in the record afterwards. */
async function manyAtOnce(bench: Bench): Promise<number> {
  const expected = piecesOf('long').join('')
  const ids = Array.from({ length: streams }, () => uuidv7())
  let open = 0
  let mostOpen = 0
  const began = performance.now()
  await Promise.all(
    ids.map(async (id) => {
      let text = ''
      for await (const event of run(bench, id, 'stub-long')) {
        if (event.type === 'text' && text === '') mostOpen = Math.max(mostOpen, ++open)
        if (event.type === 'text') text += event.text
        if (event.type === 'finished') open -= 1
      }
      if (text !== expected)
        throw new Error(`A stream brought ${text.length} of ${expected.length} characters.`)
    }),
  )
  const ms = Math.round(performance.now() - began)
  let recorded = 0
  for (const id of ids) {
    const found = await bench.client.run.get({ id })
    if (found.status === 'success' && found.answer === expected) recorded += 1
  }
  note(
    `${streams} streams of ${piecesOf('long').length} pieces in ${ms} ms: ${mostOpen} at once, ${recorded} recorded`,
  )
  return Math.min(mostOpen, recorded)
}

const folder = workFolder('run')
noteMachine(folder)
const data = mkdtempSync(join(folder, 'data-'))
const server = await startModelServer()
const studio = await startStudio(data)
const { client, close } = await connectTo(studio.address)
const bench = await prepare(client, server)
const overhead = await overheads(bench)
const atOnce = await manyAtOnce(bench)
close()
await studio.stop()
await server.close()
rmSync(data, { recursive: true, force: true })
note(`rows: ${warmUpPairs + pairs + streams} runs`)
noteMachine(folder)
const ok = report('run', [
  { metric: 'overhead_p50_ms', value: quantile(overhead, 0.5), unit: 'ms', target: { most: 10 } },
  { metric: 'streams', value: atOnce, unit: 'streams', target: { exactly: streams } },
])
process.exitCode = ok ? 0 : 1
