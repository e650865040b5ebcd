import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, node, workflow } from '../../../core/workflow/testing'
import { WorkflowStudio } from './testing'
import { ask, code, field, given, link, result, statuses, text } from './testing-nodes'

let studio: WorkflowStudio
beforeAll(async () => {
  studio = await new WorkflowStudio().open()
})
afterAll(() => studio?.close())

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
