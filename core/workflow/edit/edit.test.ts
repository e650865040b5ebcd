import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WorkflowDocument, workflowDocument } from '../../../contract/workflow'
import { canonicalJson } from '../../document/canonical'
import { stepBetween, walkStep } from '../../document/steps'
import { topologicalOrder } from '../order'
import { signatureOf } from '../signature'
import { counter, documents, edge, idOf, node, workflow } from '../testing'
import { connect, insertOnEdge, refusal, removeEdges } from './connect'
import { copyText, duplicateNodes, pasteText } from './copy'
import { extractSubworkflow } from './extract'
import { foldGroup, groupNodes, ungroup } from './groups'
import { addNode, changeNode, moveNodes, removeNodes } from './nodes'

const acts = [
  'add',
  'remove',
  'connect',
  'cut',
  'insert',
  'move',
  'duplicate',
  'paste',
  'group',
  'ungroup',
  'fold',
  'rename',
  'extract',
] as const

type Step = { readonly act: (typeof acts)[number]; readonly at: number; readonly few: readonly number[] }

const steps = fc.array(
  fc.record({ act: fc.constantFrom(...acts), at: fc.nat(30), few: fc.array(fc.nat(30), { maxLength: 4 }) }),
  { maxLength: 15 },
)

const settled = (result: { document: WorkflowDocument } | { refused: string }, before: WorkflowDocument) =>
  'document' in result ? result.document : before

function take(document: WorkflowDocument, { act, at, few }: Step, newId: () => string): WorkflowDocument {
  const { nodes, edges } = document
  const pick = (index: number) => nodes[index % Math.max(1, nodes.length)]?.id ?? ''
  const ids = new Set([at, ...few].map(pick))
  const link = edges[at % Math.max(1, edges.length)]
  switch (act) {
    case 'add':
      return addNode(document, { ...node(0, 'delay'), id: newId() })
    case 'remove':
      return removeNodes(document, ids)
    case 'connect':
      return settled(
        connect(document, {
          id: newId(),
          source: pick(at),
          sourcePort: 'value',
          target: pick(few[0] ?? 0),
          targetPort: 'value',
        }),
        document,
      )
    case 'cut':
      return removeEdges(document, new Set(link ? [link.id] : []))
    case 'insert':
      return settled(
        insertOnEdge(document, link?.id ?? '', { ...node(0, 'delay'), id: newId() }, newId()),
        document,
      )
    case 'move':
      return moveNodes(document, ids, { x: at, y: -at })
    case 'duplicate':
      return settled(duplicateNodes(document, ids, newId), document)
    case 'paste':
      return settled(pasteText(document, copyText(document, ids), newId, { x: at, y: at }), document)
    case 'group':
      return groupNodes(document, ids, newId(), 'Group')
    case 'ungroup':
      return ungroup(document, nodes.find(({ kind }) => kind === 'group')?.id ?? '')
    case 'fold':
      return foldGroup(document, pick(at), at % 2 === 0)
    case 'rename':
      return changeNode(document, pick(at), { label: `Node ${at}` })
    case 'extract':
      return settled(extractSubworkflow(document, ids, { entityId: newId(), label: 'Part', newId }), document)
  }
}

function expectWhole(document: WorkflowDocument): void {
  expect(workflowDocument.safeParse(document).success).toBe(true)
  const ids = [...document.nodes, ...document.edges].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const nodes = new Set(document.nodes.map(({ id }) => id))
  for (const { source, target } of document.edges) expect(nodes.has(source) && nodes.has(target)).toBe(true)
  for (const { parentId } of document.nodes) expect(parentId === undefined || nodes.has(parentId)).toBe(true)
}

describe('editing a graph', () => {
  it('keeps ids unique and edges at nodes whatever is done, and undo restores each document to the byte', () => {
    fc.assert(
      fc.property(documents, steps, (begin, all) => {
        const newId = counter()
        let document = begin
        const log: { step: ReturnType<typeof stepBetween>; before: WorkflowDocument }[] = []
        for (const step of all) {
          const after = take(document, step, newId)
          expectWhole(after)
          const kept = stepBetween(document, after)
          log.push({ step: kept && JSON.parse(JSON.stringify(kept)), before: document })
          if (kept) expect(canonicalJson(walkStep(document, kept, 'redo'))).toBe(canonicalJson(after))
          document = after
        }
        for (const { step, before } of log.reverse()) {
          if (step) document = walkStep(document, step, 'undo')
          expect(canonicalJson(document)).toBe(canonicalJson(before))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('tells a move of one among a thousand in a few words', () => {
    const large = workflow(Array.from({ length: 1_000 }, (_, index) => node(index, 'delay')))
    const step = stepBetween(large, moveNodes(large, new Set([idOf(7)]), { x: 5, y: 5 }))
    expect(JSON.stringify(step).length).toBeLessThan(600)
  })
})

describe('connecting', () => {
  const pair = workflow([node(1, 'delay'), node(2, 'delay'), node(3, 'loop', { until: 'true' })])
  const ends = (from: number, to: number, sourcePort = 'value', targetPort = 'value') => ({
    source: idOf(from),
    sourcePort,
    target: idOf(to),
    targetPort,
  })

  it('refuses with the reason: itself, twice, a circle, what does not fit', () => {
    const one = connect(pair, { id: idOf(90), ...ends(1, 2) })
    if (!('document' in one)) throw new Error(one.refused)
    expect(refusal(one.document, ends(1, 1))).toContain('cannot wait for itself')
    expect(refusal(one.document, ends(3, 2))).toContain('connected already')
    expect(refusal(one.document, ends(2, 1))).toContain('circle')
    expect(refusal(one.document, ends(2, 1, 'gone'))).toContain('not there any more')
    const typed = workflow([
      node(1, 'text', { text: 'x' }),
      node(2, 'aggregate'),
      node(3, 'search', {}, { y: 5 }),
    ])
    expect(refusal(typed, ends(1, 2, 'text', 'list'))).toContain('a list is expected')
    expect(refusal(typed, ends(1, 3, 'text', 'query'))).toBeNull()
  })

  it('lets a body lead back to its loop', () => {
    const looped = workflow(pair.nodes, [edge(90, [3, 'value'], [1, 'value'])])
    expect(refusal(looped, ends(1, 3, 'value', 'next'))).toBeNull()
    const closed = workflow(pair.nodes, [...looped.edges, edge(91, [1, 'value'], [3, 'next'])])
    expect(topologicalOrder(closed).circular.size).toBe(0)
  })

  it('drops a node on an edge', () => {
    const line = workflow([node(1, 'delay'), node(2, 'delay')], [edge(90, [1, 'value'], [2, 'value'])])
    const result = insertOnEdge(line, idOf(90), node(5, 'score'), idOf(91))
    expect('document' in result && result.document.edges.map((each) => [each.source, each.target])).toEqual([
      [idOf(1), idOf(5)],
      [idOf(5), idOf(2)],
    ])
    expect(insertOnEdge(line, idOf(90), node(6, 'input'), idOf(91))).toHaveProperty('refused')
  })
})

describe('a sub-workflow from a selection', () => {
  const chain = workflow(
    [
      node(1, 'input', { fields: [{ name: 'topic', type: { kind: 'text' } }] }),
      node(2, 'text', { text: 'About {{ topic }}' }),
      node(3, 'text', { text: '{{ draft }}!' }),
      node(4, 'output', { fields: [{ name: 'result', type: { kind: 'text' } }] }),
    ],
    [
      edge(11, [1, 'topic'], [2, 'topic']),
      edge(12, [2, 'text'], [3, 'draft']),
      edge(13, [3, 'text'], [4, 'result']),
    ],
  )
  const options = () => ({ entityId: idOf(900), label: 'Part', newId: counter() })

  it('has what led in and out as its signature, and stands where the selection stood', () => {
    const result = extractSubworkflow(chain, new Set([idOf(2), idOf(3)]), options())
    if (!('sub' in result)) throw new Error(result.refused)
    expectWhole(result.document)
    expectWhole(result.sub)
    const { inputs, outputs } = signatureOf(result.sub)
    expect([inputs.map(({ name }) => name), outputs.map(({ name }) => name)]).toEqual([['topic'], ['text']])
    expect(topologicalOrder(result.document).order).toHaveLength(3)
    expect(topologicalOrder(result.sub).order).toHaveLength(4)
  })

  it('refuses what would wait for itself, ends of the workflow, and half a loop', () => {
    const three = workflow(
      [node(1, 'delay'), node(2, 'delay'), node(3, 'delay')],
      [edge(11, [1, 'value'], [2, 'value']), edge(12, [2, 'value'], [3, 'value'])],
    )
    expect(extractSubworkflow(three, new Set([idOf(1), idOf(3)]), options())).toMatchObject({
      refused: expect.stringContaining('back into it'),
    })
    expect(extractSubworkflow(chain, new Set([idOf(1)]), options())).toHaveProperty('refused')
    const loop = workflow(
      [node(1, 'delay'), node(3, 'loop')],
      [edge(11, [3, 'value'], [1, 'value']), edge(12, [1, 'value'], [3, 'next'])],
    )
    expect(extractSubworkflow(loop, new Set([idOf(1)]), options())).toMatchObject({
      refused: expect.stringContaining('whole body'),
    })
  })
})

it('refuses a clipboard of something else', () => {
  for (const text of ['', 'hello', '{"nodes":[]}', '[1]']) {
    expect(pasteText(workflow([]), text, counter(), { x: 0, y: 0 })).toHaveProperty('refused')
  }
})
