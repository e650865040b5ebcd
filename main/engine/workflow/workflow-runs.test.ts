import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../../contract/workflow'
import { edge, idOf, node, workflow } from '../../../core/workflow/testing'
import { WorkflowStudio } from './testing'

let studio: WorkflowStudio
beforeAll(async () => {
  studio = await new WorkflowStudio().open()
})
afterAll(() => studio?.close())

const any = { kind: 'any' }
const field = (name: string, more: object = {}) => ({
  name,
  type: any,
  required: true,
  description: '',
  ...more,
})
const given = (number: number, ...names: string[]) =>
  node(number, 'input', { fields: names.map((name) => field(name)) })
const result = (number: number, ...names: string[]) =>
  node(number, 'output', { fields: names.map((name) => field(name, { required: false })) })
const text = (number: number, template: string) =>
  node(number, 'text', { text: template }, { label: `text ${number}` })
const ask = (
  number: number,
  prompt: string,
  model = 'stub-ok',
  more: Partial<WorkflowNode> = {},
  settings: object = {},
) =>
  node(
    number,
    'model_call',
    {
      messages: [{ id: 'm', role: 'user', text: prompt }],
      model: { connectionId: studio.connectionId, model },
      ...settings,
    },
    { label: `ask ${number}`, ...more },
  )
const code = (number: number, source: string, fields: string[], outputs = ['result']) =>
  node(number, 'code', {
    source,
    fields: fields.map((name) => field(name)),
    outputs: outputs.map((name) => field(name)),
  })

let edges = 900
const link = (
  from: [number, string],
  to: [number, string],
  more: Partial<WorkflowEdge> = {},
): WorkflowEdge => {
  edges += 1
  return { ...edge(edges, from, to), ...more }
}

/** A chain by the first output and the first input of each. */
const statuses = (nodes: Iterable<{ name: string | null; status: string }>) =>
  Object.fromEntries([...nodes].map(({ name, status }) => [name, status]))

describe('a run of a workflow', () => {
  it('carries values along edges, asks the model, and keeps what each node was given and gave', async () => {
    const document = workflow(
      [
        given(1, 'question'),
        text(2, 'Answer briefly: {{ question }}'),
        ask(3, '{{ prompt }}'),
        node(4, 'condition', { expression: 'input.includes("covered") && vars.question.length > 3' }),
        text(5, 'Yes: {{ value }}'),
        text(6, 'No: {{ value }}'),
        result(7, 'answer'),
      ],
      [
        link([1, 'question'], [2, 'question']),
        link([2, 'text'], [3, 'prompt']),
        link([3, 'text'], [4, 'value']),
        link([4, 'yes'], [5, 'value']),
        link([4, 'no'], [6, 'value']),
        link([5, 'text'], [7, 'answer']),
      ],
    )
    const ran = await studio.run(document, { question: 'Is it covered?' })
    expect(ran.run).toMatchObject({
      kind: 'workflow',
      status: 'success',
      error: null,
      usage: { outputTokens: 7 },
    })
    expect(ran.outputs).toEqual({ answer: 'Yes: The claim is covered.' })
    expect(ran.texts.join('')).toBe('The claim is covered.')
    expect(statuses(ran.nodes.values())).toEqual({
      input: 'success',
      'text 2': 'success',
      'ask 3': 'success',
      'stub-ok': 'success',
      condition: 'success',
      'text 5': 'success',
      output: 'success',
    })
    const asked = [...ran.nodes.values()].find(({ name }) => name === 'ask 3')
    const body = async (which: 'inputs' | 'outputs') =>
      JSON.parse((await studio.client.workflowRun.body({ nodeRunId: asked?.id ?? '', which }))?.json ?? '')
    expect(await body('inputs')).toEqual({ prompt: 'Answer briefly: Is it covered?' })
    expect(await body('outputs')).toEqual({ text: 'The claim is covered.' })
    // What a second window reads later is what the first one saw.
    const again = await studio.client.workflowRun.nodes({ id: ran.id })
    expect(again.items.map(({ id, status }) => [id, status]).sort()).toEqual(
      [...ran.nodes.values()].map(({ id, status }) => [id, status]).sort(),
    )
    expect(await studio.client.run.get({ id: ran.id })).toMatchObject({ kind: 'workflow', status: 'success' })
  })

  it('maps over a list with a template of the library, and aggregates', async () => {
    const templateId = await studio.item('template', {
      kind: 'template',
      form: 'chat',
      messages: [{ id: 'm', role: 'user', text: 'Judge {{ line }}' }],
      variables: [{ name: 'line', type: 'text', required: true, description: '', rules: {} }],
      settings: { connectionId: studio.connectionId, model: 'stub-ok' },
      tools: [],
      stop: [],
      examples: [],
    })
    const document = workflow(
      [
        given(1, 'lines'),
        node(2, 'map', { parallel: 2 }),
        node(3, 'template', { entityId: templateId, fields: [field('line')] }, { label: 'judge' }),
        node(4, 'aggregate', { way: 'join', separator: ' / ' }),
        result(5, 'all'),
      ],
      [
        link([1, 'lines'], [2, 'list']),
        link([2, 'item'], [3, 'line']),
        link([3, 'text'], [2, 'result']),
        link([2, 'results'], [4, 'list']),
        link([4, 'value'], [5, 'all']),
      ],
    )
    const ran = await studio.run(document, { lines: ['a', 'b', 'c'] })
    expect(ran.outputs).toEqual({ all: Array(3).fill('The claim is covered.').join(' / ') })
    const turns = [...ran.nodes.values()].filter(({ name }) => name === 'judge')
    expect(turns.map(({ path }) => path).sort()).toEqual([0, 1, 2].map((turn) => `${idOf(2)}#${turn}/`))
    const map = [...ran.nodes.values()].find(({ nodeId }) => nodeId === idOf(2))
    expect(new Set(turns.map(({ parentId }) => parentId))).toEqual(new Set([map?.id]))
    // From the answer back to the template that wrote it.
    expect(await studio.client.workflowRun.origin({ nodeRunId: turns[0]?.id ?? '' })).toMatchObject({
      item: { id: templateId, title: 'A template', versionNumber: 1, inTrash: false },
      workflow: { title: 'A workflow', versionNumber: 1 },
      node: { id: idOf(3), label: 'judge', usesItem: true },
      run: { id: turns[0]?.id },
      calls: [{ kind: 'model_call', model: 'stub-ok', parentId: turns[0]?.id }],
    })
  })

  it('repeats until an expression holds, with code in between, and closes edges by theirs', async () => {
    const document = workflow(
      [
        given(1, 'start'),
        node(2, 'loop', { until: 'input >= 20', maxTurns: 50 }),
        code(3, 'return { result: input.n * 2 + input.turn * 0 }', ['n', 'turn']),
        result(4, 'n'),
        result(5, 'small'),
      ],
      [
        link([1, 'start'], [2, 'start']),
        link([2, 'value'], [3, 'n']),
        link([2, 'turn'], [3, 'turn']),
        link([3, 'result'], [2, 'next']),
        link([2, 'done'], [4, 'n']),
        link([2, 'done'], [5, 'small'], { condition: 'input < 20' }),
      ],
    )
    expect((await studio.run(document, { start: 3 })).outputs).toEqual({ n: 24 })
  })
})

describe('what goes wrong', () => {
  const alone = (one: WorkflowNode, inputs: string[] = []): WorkflowDocument =>
    workflow(
      [given(1, ...inputs), one, result(9, 'out')],
      inputs.map((name) => link([1, name], [Number(one.id.slice(-3)), name])),
    )

  it.each([
    ['a key that is turned down', () => ask(2, 'x', 'stub-401'), 'unauthorized', /key/],
    ['an answer that breaks off', () => ask(2, 'x', 'stub-cut'), 'failed', /\./],
    [
      'an answer that is not what was promised',
      () =>
        ask(
          2,
          'x',
          'stub-json-wrong',
          {},
          {
            outputSchema: {
              type: 'object',
              properties: {
                lines: {
                  type: 'array',
                  items: { type: 'object', properties: { price: { type: 'number' } } },
                },
              },
            },
          },
        ),
      'failed',
      /price/,
    ],
    [
      'a template that is gone',
      () => node(2, 'template', { entityId: uuidv7() }),
      'failed',
      /not in the library/,
    ],
    [
      'a model that nobody offers',
      () => ask(2, 'x', 'm', {}, { model: { model: 'none-such' } }),
      'failed',
      /none-such/,
    ],
    [
      'code that spins',
      () => ({
        ...code(2, 'for(;;){}', []),
        settings: { ...code(2, 'for(;;){}', []).settings, timeoutMs: 100 },
      }),
      'failed',
      /100 ms/,
    ],
    [
      'an expression that spins',
      () => node(2, 'score', { expression: '(() => { for(;;){} })()' }),
      'failed',
      /needed/,
    ],
    [
      'a host that nobody allowed',
      () => node(2, 'http', { url: 'https://example.org/x' }),
      'failed',
      /example\.org:443/,
    ],
    ['a text that cannot be read', () => text(2, '{% if %}'), 'failed', /.+/],
  ])('%s ends as a failed node with a remedy', async (_, make, status, sentence) => {
    const ran = await studio.run(alone(make()))
    expect(ran.run?.status).toBe(status)
    expect(ran.run?.error?.message).toMatch(sentence)
    const failed = [...ran.nodes.values()].filter((each) => each.nodeId === idOf(2) && each.kind === 'node')
    expect(failed).toMatchObject([{ status, error: { message: expect.stringMatching(/\.$/) } }])
    expect(statuses(ran.nodes.values()).input).toBe('success')
  })

  it('an endless loop is stopped by the budget, a workflow that runs itself at its node', async () => {
    const document = workflow(
      [given(1, 'n'), node(2, 'loop', { until: 'false', maxTurns: 1_000 }), text(3, '{{ n }}')],
      [link([1, 'n'], [2, 'start']), link([2, 'value'], [3, 'n']), link([3, 'text'], [2, 'next'])],
    )
    const ran = await studio.run({ ...document, limits: { steps: 30 } }, { n: 1 })
    expect(ran.run).toMatchObject({
      status: 'failed',
      error: { code: 'budget', message: expect.stringContaining('30 steps') },
    })
    expect([...ran.nodes.values()].filter(({ status }) => status === 'success').length).toBe(29)

    const entityId = await studio.item('workflow', workflow([given(1)]))
    const self = workflow([node(1, 'subworkflow', { entityId }, { label: 'again' })])
    const id = uuidv7()
    await studio.client.workflowRun.start({ id, entityId, document: self, inputs: {} })
    expect((await studio.follow(id)).run?.error).toMatchObject({ code: 'calls_itself' })
  })

  it('a kind of a newer version is left out, and what needs it says so', async () => {
    const document = workflow(
      [{ ...text(1, 'x'), kind: 'telepathy' }, text(2, '{{ a }}')],
      [link([1, 'text'], [2, 'a'])],
    )
    expect((await studio.run(document)).run?.error).toMatchObject({ code: 'unconnected' })
  })

  it('tells before it begins what keeps it from running, and records nothing', async () => {
    const circle = workflow(
      [text(1, '{{ a }}'), text(2, '{{ a }}')],
      [link([1, 'text'], [2, 'a']), link([2, 'text'], [1, 'a'])],
    )
    await expect(studio.run(circle)).rejects.toMatchObject({
      code: 'INVALID',
      data: { issues: [{ path: idOf(1) }, {}] },
    })
    await expect(studio.run(workflow([given(1, 'a')]))).rejects.toThrow('needs a value for "a"')
    await expect(studio.run(workflow([]))).rejects.toMatchObject({ code: 'REFUSED' })
  })

  it('of a failing entry a map goes on, and a node tries again as its policy says', async () => {
    const document = workflow(
      [
        given(1, 'list'),
        node(2, 'map', { onError: 'continue' }),
        code(3, 'if (input.n === 2) throw new Error("no"); return { result: input.n }', ['n']),
        ask(4, 'x', 'stub-cut', { policy: { attempts: 2, backoffMs: 1 } }),
        result(5, 'all'),
      ],
      [
        link([1, 'list'], [2, 'list']),
        link([2, 'item'], [3, 'n']),
        link([3, 'result'], [2, 'result']),
        link([2, 'results'], [5, 'all']),
      ],
    )
    const ran = await studio.run(document, { list: [1, 2, 3] })
    const calls = [...ran.nodes.values()].filter(
      ({ kind, parentId }) => kind === 'model_call' && ran.nodes.get(parentId ?? '')?.kind === 'node',
    )
    expect(calls.length).toBe(2)
    expect(ran.run?.status).toBe('failed')
  })
})

describe('a run that goes on', () => {
  it('pays for nothing twice: what was finished is reused', async () => {
    const document = workflow(
      [
        given(1, 'ok'),
        ask(2, 'first'),
        code(3, 'if (!input.ok.go) throw new Error("not yet"); return { result: input.answer }', [
          'ok',
          'answer',
        ]),
        result(4, 'out'),
      ],
      [link([1, 'ok'], [3, 'ok']), link([2, 'text'], [3, 'answer']), link([3, 'result'], [4, 'out'])],
    )
    const before = studio.server.requests.length
    const first = await studio.run(document, { ok: {} })
    expect(first.run?.status).toBe('failed')
    expect(studio.server.requests.length).toBe(before + 1)
    const id = uuidv7()
    const summary = await studio.client.workflowRun.resume({ id, from: first.id })
    expect(summary).toMatchObject({ id, status: 'running' })
    const second = await studio.follow(id)
    expect(studio.server.requests.length).toBe(before + 1)
    expect(statuses(second.nodes.values())).toMatchObject({ 'ask 2': 'cached', code: 'failed' })
    expect(second.run?.usage.cost).toBeNull()
    // Node by node beside each other: what was reused gave the same.
    const { items } = await studio.client.workflowRun.compare({ left: first.id, right: id })
    expect(
      items.map(({ left, right, sameOutputs }) => [left?.name, left?.status, right?.status, sameOutputs]),
    ).toEqual([
      ['input', 'success', 'cached', true],
      ['ask 2', 'success', 'cached', true],
      ['code', 'failed', 'failed', true],
    ])
  })

  it('waits for somebody through a restart, and takes the answer up where it was', async () => {
    const document = workflow(
      [
        given(1, 'draft'),
        ask(2, 'Improve {{ draft }}'),
        node(
          3,
          'human_input',
          { question: 'Send "{{ text }}"?', fields: [field('verdict')] },
          { label: 'review' },
        ),
        text(4, '{{ verdict }}: {{ text }}'),
        result(5, 'out'),
      ],
      [
        link([1, 'draft'], [2, 'draft']),
        link([2, 'text'], [3, 'text']),
        link([3, 'verdict'], [4, 'verdict']),
        link([2, 'text'], [4, 'text']),
        link([4, 'text'], [5, 'out']),
      ],
    )
    const before = studio.server.requests.length
    const waiting = await studio.run(document, { draft: 'x' })
    expect(waiting.run).toBeNull()
    expect(waiting.asks).toMatchObject([
      { nodeId: idOf(3), question: { text: 'Send "The claim is covered."?' } },
    ])
    await studio.restart()
    const again = await studio.follow(waiting.id)
    expect(again.asks).toEqual(waiting.asks)
    expect(await studio.client.run.get({ id: waiting.id })).toMatchObject({ status: 'paused' })
    const nodeRunId = waiting.asks[0]?.nodeRunId ?? ''
    const answered = await studio.client.workflowRun.answer({
      id: waiting.id,
      nodeRunId,
      values: { verdict: 'Yes' },
    })
    expect(answered).toEqual({ answered: true })
    const ended = await studio.follow(waiting.id)
    expect(ended.run?.status).toBe('success')
    expect(ended.outputs).toEqual({ out: 'Yes: The claim is covered.' })
    expect(studio.server.requests.length).toBe(before + 1)
    const later = await studio.client.workflowRun.nodes({ id: waiting.id })
    expect(statuses(later.items)).toMatchObject({ review: 'success', 'ask 2': 'success' })
    expect(await studio.client.workflowRun.answer({ id: waiting.id, nodeRunId, values: {} })).toEqual({
      answered: false,
    })
  })

  it('stops at once, with what was done kept', async () => {
    const document = workflow([ask(1, 'x', 'stub-long'), ask(2, 'y')], [])
    const entityId = await studio.item('workflow', document)
    const id = uuidv7()
    await studio.client.workflowRun.start({ id, entityId, inputs: {} })
    const seen = { text: false, second: false }
    const ran = await studio.follow(id, (event) => {
      if (event.type === 'text') seen.text ||= event.text.includes('word')
      if (event.type === 'nodes') seen.second ||= statuses(event.nodes)['ask 2'] === 'success'
      if (seen.text && seen.second) void studio.client.workflowRun.stop({ id })
    })
    expect(ran.run?.status).toBe('cancelled')
    expect(statuses(ran.nodes.values())).toMatchObject({ 'ask 1': 'cancelled', 'ask 2': 'success' })
  })

  it('runs a workflow within a workflow, and one node alone with what it was given', async () => {
    const inner = workflow(
      [given(1, 'a'), text(2, '<{{ a }}>'), result(3, 'b')],
      [link([1, 'a'], [2, 'a']), link([2, 'text'], [3, 'b'])],
    )
    const entityId = await studio.item('workflow', inner)
    const outer = workflow(
      [
        given(1, 'x'),
        node(2, 'subworkflow', { entityId, fields: [field('a')], outputs: [field('b')] }, { label: 'inner' }),
        result(3, 'y'),
      ],
      [link([1, 'x'], [2, 'a']), link([2, 'b'], [3, 'y'])],
    )
    const ran = await studio.run(outer, { x: 'hello' })
    expect(ran.outputs).toEqual({ y: '<hello>' })
    const within = [...ran.nodes.values()].find(
      ({ path, kind, nodeId }) => path === `${idOf(2)}>` && kind === 'node' && nodeId === idOf(2),
    )
    expect(within?.name).toBe('text 2')
    const id = uuidv7()
    await studio.client.workflowRun.runNode({
      id,
      nodeRunId: [...ran.nodes.values()].find(({ name }) => name === 'inner')?.id ?? '',
    })
    const one = await studio.follow(id)
    expect(one.run?.status).toBe('success')
    expect(statuses(one.nodes.values())).toMatchObject({ inner: 'success' })
  })
})
