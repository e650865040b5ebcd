import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { uuidv7 } from 'uuidv7'
import type { WorkflowDocument } from '../contract/workflow'
import { type ModelServer, startModelServer } from '../e2e/servers/model-server'
import type { StudioClient } from '../renderer/client/connection'
import { note, noteMachine, quantile, refuseUnlessDisk, report } from './report'
import { connectTo } from './support/client'
import { chain, fanOut, lattice, type Shape, workflowOf } from './support/graphs'
import { rivetSide } from './support/rivet'
import { startStudio } from './support/studio'
import { workFolder } from './support/vault'

const rounds = 5
const calls = 200
const atOnce = 50
const firstTokens = 40

interface Bench {
  readonly client: StudioClient
  readonly server: ModelServer
  readonly libraryId: string
  readonly connectionId: string
}

async function prepare(client: StudioClient, server: ModelServer): Promise<Bench> {
  const places = await client.entity.places()
  const lab = places.find(({ type }) => type === 'lab')
  const libraryId = uuidv7()
  await client.entity.create({
    commandId: uuidv7(),
    id: libraryId,
    type: 'library',
    libraryKind: 'workflow',
    parentId: lab?.id ?? null,
    title: 'Benches',
    document: { kind: 'library' },
  })
  const { id: connectionId } = await client.provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local server',
    kind: 'openai_compatible',
    address: server.openai,
  })
  return { client, server, libraryId, connectionId }
}

async function stored({ client, libraryId }: Bench, document: WorkflowDocument): Promise<string> {
  const id = uuidv7()
  await client.entity.create({
    commandId: uuidv7(),
    id,
    type: 'workflow',
    parentId: libraryId,
    title: 'Bench',
    document,
  })
  return id
}

/** Milliseconds from asking for a run to its end in the record; to its first text where `first` asks for that. */
async function runOf({ client }: Bench, entityId: string, first = false): Promise<number> {
  const id = uuidv7()
  const began = performance.now()
  let firstMs = Number.NaN
  await client.workflowRun.start({ id, entityId, inputs: {} })
  for await (const event of await client.workflowRun.follow({ id })) {
    if (event.type === 'text' && Number.isNaN(firstMs)) firstMs = performance.now() - began
    if (event.type !== 'finished') continue
    if (event.run.status !== 'success') throw new Error(event.run.error?.message ?? event.run.status)
    return first ? firstMs : performance.now() - began
  }
  throw new Error('The run was left.')
}

/** The whole trace is in the vault: every node with what it was given and gave. */
async function expectTraced({ client }: Bench, entityId: string, nodes: number): Promise<void> {
  const run = (await client.run.list({ entityId, limit: 1 })).items[0]
  const { items } = await client.workflowRun.nodes({ id: run?.id ?? '', limit: 5_000 })
  const done = items.filter(({ kind, status }) => kind === 'node' && status === 'success')
  if (done.length !== nodes) throw new Error(`${done.length} of ${nodes} nodes stand in the record.`)
}

async function nodeMs(bench: Bench, shape: Shape): Promise<number> {
  const entityId = await stored(bench, workflowOf(shape))
  await runOf(bench, entityId)
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) took.push(await runOf(bench, entityId))
  await expectTraced(bench, entityId, shape.before.length)
  const ms = quantile(took, 0.5) / shape.before.length
  note(`${shape.name}: ${ms.toFixed(3)} ms a node, ${took.map((each) => each.toFixed(0)).join(' ')} ms`)
  return ms
}

/** Ours over Rivet's, one after the other in each round. */
async function againstRivet(bench: Bench, shape: Shape): Promise<number> {
  const entityId = await stored(bench, workflowOf(shape))
  const theirs = rivetSide(shape)
  const took = { ours: [] as number[], theirs: [] as number[] }
  for (let round = -1; round < rounds; round += 1) {
    const [ours, rivets] = [await runOf(bench, entityId), await theirs()]
    if (round < 0) continue
    took.ours.push(ours)
    took.theirs.push(rivets)
  }
  const [ours, rivets] = [quantile(took.ours, 0.5), quantile(took.theirs, 0.5)]
  note(`${shape.name}: ours with trace ${ours.toFixed(0)} ms, Rivet without ${rivets.toFixed(0)} ms`)
  return ours / rivets
}

const asking = ({ connectionId }: Bench, model: string, count: number): WorkflowDocument => ({
  kind: 'workflow',
  nodes: Array.from({ length: count }, (_, at) => ({
    id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
    kind: 'model_call',
    label: '',
    x: 0,
    y: 0,
    settings: {
      messages: [{ id: 'm', role: 'user', text: `Is claim ${at} covered?` }],
      model: { connectionId, model },
    },
  })),
  edges: [],
  limits: { parallel: atOnce },
})

/** The same calls by the AI SDK's provider alone, as many at once. */
async function bySdk({ server }: Bench): Promise<number> {
  const connect = createOpenAICompatible({ name: 'server', baseURL: server.openai, includeUsage: true })
  const began = performance.now()
  let next = 0
  const worker = async () => {
    for (let at = next++; at < calls; at = next++) {
      const { stream } = await connect('stub-after-50').doStream({
        prompt: [{ role: 'user', content: [{ type: 'text', text: `Is claim ${at} covered?` }] }],
      })
      for await (const _ of stream);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return performance.now() - began
}

async function parallelRatio(bench: Bench): Promise<number> {
  const entityId = await stored(bench, asking(bench, 'stub-after-50', calls))
  const took = { ours: [] as number[], theirs: [] as number[] }
  for (let round = -1; round < rounds; round += 1) {
    const [ours, theirs] = [await runOf(bench, entityId), await bySdk(bench)]
    if (round < 0) continue
    took.ours.push(ours)
    took.theirs.push(theirs)
  }
  const [ours, theirs] = [quantile(took.ours, 0.5), quantile(took.theirs, 0.5)]
  note(
    `${calls} calls, ${atOnce} at once: ours ${ours.toFixed(0)} ms, the AI SDK alone ${theirs.toFixed(0)} ms`,
  )
  return ours / theirs
}

/** To the first token through a workflow, over the same request by bare fetch. */
async function firstTokenOverhead(bench: Bench): Promise<number> {
  const entityId = await stored(bench, asking(bench, 'stub-ok', 1))
  const found: number[] = []
  for (let round = -10; round < firstTokens; round += 1) {
    const ours = await runOf(bench, entityId, true)
    const request = bench.server.requests.at(-1)
    const began = performance.now()
    const answer = await fetch(`${bench.server.openai}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request?.body),
    })
    const text = new TextDecoder()
    let said = ''
    let bare = Number.NaN
    for await (const chunk of answer.body ?? []) {
      said += text.decode(chunk, { stream: true })
      if (Number.isNaN(bare) && said.includes('"content":"The ')) bare = performance.now() - began
    }
    if (round >= 0) found.push(ours - bare)
  }
  return quantile(found, 0.5)
}

const folder = workFolder('engine')
refuseUnlessDisk(folder)
noteMachine(folder)
const data = mkdtempSync(join(folder, 'data-'))
const server = await startModelServer()
const studio = await startStudio(data)
const { client, close } = await connectTo(studio.address)
const bench = await prepare(client, server)
const perNode = [
  await nodeMs(bench, chain(1_000)),
  await nodeMs(bench, fanOut(1_000)),
  await nodeMs(bench, lattice(1_000)),
]
const ratios = [await againstRivet(bench, fanOut(1_000)), await againstRivet(bench, chain(300))]
const parallel = await parallelRatio(bench)
const firstToken = await firstTokenOverhead(bench)
close()
await studio.stop()
await server.close()
rmSync(data, { recursive: true, force: true })
noteMachine(folder)
const ok = report('engine', [
  { metric: 'node_ms', value: Math.max(...perNode), unit: 'ms', target: { most: 1 } },
  { metric: 'vs_rivet', value: Math.max(...ratios), unit: '', target: { most: 2 } },
  { metric: 'parallel_ratio', value: parallel, unit: '', target: { most: 1.5 } },
  { metric: 'first_token_overhead_ms', value: firstToken, unit: 'ms', target: { most: 15 } },
])
process.exitCode = ok ? 0 : 1
