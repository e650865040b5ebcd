import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { WorkflowRunEvent } from '../../contract/workflow-run'
import type { StudioClient } from '../../main/socket/client'
import { expect, test } from '../fixtures/test'
import { graph, putWorkflow } from '../fixtures/workflows'

const claims = Array.from({ length: 12 }, (_, at) => `claim ${at}`)
const any = { type: { kind: 'any' } }

const judging = (connectionId: string) =>
  graph(
    [
      { kind: 'input', label: 'In', settings: { fields: [{ name: 'claims', ...any }] }, x: 0, y: 0 },
      { kind: 'map', label: 'Each', settings: { parallel: 2 }, x: 200, y: 0 },
      {
        kind: 'model_call',
        label: 'Judge',
        settings: {
          messages: [{ id: 'm', role: 'user', text: 'Judge {{ claim }}.' }],
          model: { connectionId, model: 'stub-after-50' },
        },
        x: 400,
        y: 0,
      },
      { kind: 'text', label: 'Say', settings: { text: '{{ claim }}: {{ text }}' }, x: 600, y: 0 },
      { kind: 'aggregate', label: 'Join', settings: { way: 'join', separator: '\n' }, x: 800, y: 0 },
      { kind: 'output', label: 'Out', settings: { fields: [{ name: 'all', ...any }] }, x: 1000, y: 0 },
    ],
    [
      'In.claims > Each.list',
      'Each.item > Judge.claim',
      'Each.item > Say.claim',
      'Judge.text > Say.text',
      'Say.text > Each.result',
      'Each.results > Join.list',
      'Join.value > Out.all',
    ],
  )

/** Follows a run until it ends or the studio is gone; tells every node that was shown as finished. */
async function follow(client: StudioClient, id: string, onEvent: (event: WorkflowRunEvent) => void) {
  try {
    for await (const event of await client.workflowRun.follow({ id })) onEvent(event)
  } catch {
    // The studio was killed: what was shown until then is what counts.
  }
}

test('however often the studio is killed, a workflow comes to the same end, and nothing that was shown as done is asked again', async ({
  studio,
  models,
}) => {
  test.setTimeout(180_000)
  await studio.start()
  let client = await studio.contract()
  const { id: connectionId } = await client.provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local',
    kind: 'openai_compatible',
    address: models.openai,
    models: ['stub-after-50'],
  })
  const entityId = await putWorkflow(client, 'Judge claims', judging(connectionId))
  const asked = (turn: string) =>
    models.requests.filter(({ body }) => JSON.stringify(body).includes(`Judge claim ${turn}.`)).length
  /** By turn: how often its claim had been asked for when it was shown as done. One under way at a kill is asked again. */
  const shown = new Map<string, number>()
  const see = (event: WorkflowRunEvent) => {
    if (event.type !== 'nodes') return
    for (const { name, path, status } of event.nodes) {
      const turn = /#(\d+)\/$/.exec(path)?.[1]
      if (name !== 'Judge' || !turn || shown.has(turn)) continue
      if (status === 'success' || status === 'cached') shown.set(turn, asked(turn))
    }
  }
  const expectNothingTwice = () => {
    for (const [turn, times] of shown) expect(asked(turn), `claim ${turn}`).toBe(times)
  }

  let id = uuidv7()
  let recorded: string | null = null
  await client.workflowRun.start({ id, entityId, inputs: { claims } })
  for (let kills = 0; kills < 3; kills += 1) {
    const following = follow(client, id, see)
    // Some more are shown as done, and then any moment of what comes after.
    const enough = Math.min(claims.length - 1, shown.size + Math.floor(Math.random() * 5))
    const after = Math.floor(Math.random() * 80)
    for (let waited = 0; shown.size < enough && waited < 10_000; waited += 5) await pause(5)
    await pause(after)
    await studio.kill()
    await following
    expectNothingTwice()
    await studio.start()
    client = await studio.contract()
    const next = uuidv7()
    const before = await client.run.get({ id }).catch(() => null)
    if (before) expect(['interrupted', 'success']).toContain(before.status)
    // One that was killed before its first row was written never was.
    if (before) recorded = id
    if (recorded) await client.workflowRun.resume({ id: next, from: recorded })
    else await client.workflowRun.start({ id: next, entityId, inputs: { claims } })
    id = next
  }
  let outputs: unknown
  await follow(client, id, (event) => {
    see(event)
    if (event.type === 'finished') outputs = event.outputs
  })
  expect(outputs).toEqual({ all: claims.map((claim) => `${claim}: The claim is covered.`).join('\n') })
  expect(shown.size).toBe(claims.length)
  expectNothingTwice()
})
