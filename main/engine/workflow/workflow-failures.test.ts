import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import { idOf, node, workflow } from '../../../core/workflow/testing'
import { WorkflowStudio } from './testing'
import { ask, code, given, link, result, statuses, text } from './testing-nodes'

let studio: WorkflowStudio
beforeAll(async () => {
  studio = await new WorkflowStudio().open()
})
afterAll(() => studio?.close())

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
