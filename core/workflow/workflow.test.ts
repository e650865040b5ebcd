import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateDocument } from '../../contract/template'
import { nodeKinds, portKinds, type WorkflowDocument } from '../../contract/workflow'
import { usedContexts } from '../document/contexts'
import { namedIds, remapDocument } from '../document/remap'
import { searchText } from '../document/search'
import { bumpFor } from '../document/semver'
import { diffWorkflows } from './diff'
import { moveNodes, removeNodes } from './edit/nodes'
import { mermaid, workflowJson } from './export'
import { bodiesOf, forwardEdges, topologicalOrder } from './order'
import { canCarry } from './port-types'
import { workflowProblems } from './problems'
import { flowRows, usedItems } from './projection'
import { readNode, rules } from './registry'
import { keyOfUse } from './rule'
import { settingsFor, signatureOf } from './signature'
import { documents, edge, idOf, node, workflow } from './testing'

describe('port types', () => {
  it('carry themselves and anything, and refuse the rest in a sentence with a remedy', () => {
    for (const from of portKinds) {
      for (const to of portKinds) {
        const reason = canCarry({ kind: from }, { kind: to })
        if (from === to || from === 'any' || to === 'any') expect(reason).toBeNull()
        if (reason) expect(reason).toMatch(/^This gives .+ is expected\. .+\.$/)
      }
    }
    expect(canCarry({ kind: 'number' }, { kind: 'text' })).toBeNull()
    expect(canCarry({ kind: 'text' }, { kind: 'number' })).toContain('Extract')
    expect(canCarry({ kind: 'list', of: 'text' }, { kind: 'list', of: 'image' })).toContain('a list of text')
  })

  it('hold what an object promises against what is expected', () => {
    const schema = { type: 'object', properties: { title: { type: 'string' }, n: { type: 'integer' } } }
    const object = { kind: 'object' as const, schema }
    const wants = (wanted: object) => canCarry(object, { kind: 'object', schema: { ...wanted } })
    expect(wants({ required: ['title'], properties: { n: { type: 'number' } } })).toBeNull()
    expect(wants({ required: ['author'] })).toContain('no field "author"')
    expect(wants({ properties: { title: { type: 'number' } } })).toContain('"title" is string')
    expect(canCarry({ kind: 'object' }, object)).toBeNull()
  })
})

describe('rules', () => {
  it.each(nodeKinds)('%s: reads its own defaults, and rubbish only as a problem', (kind) => {
    const { problems } = rules[kind].read(rules[kind].defaults())
    expect(problems.every(({ code }) => code !== 'settings')).toBe(true)
    const rubbish = rules[kind].read({
      fields: 7,
      text: 7,
      entityId: 'x',
      messages: '?',
      cases: 1,
      seconds: -1,
    })
    for (const { message } of rubbish.problems) expect(message).toMatch(/\.$/)
    expect(() => rules[kind].read(null)).not.toThrow()
  })

  it('make ports of what is written', () => {
    const ports = (kind: (typeof nodeKinds)[number], settings: Record<string, unknown>) => {
      const { inputs, outputs } = readNode(node(1, kind, settings))
      return [inputs.map(({ name }) => name), outputs.map(({ name }) => name)]
    }
    expect(ports('text', { text: '{{ a }} {% if b %}{{ c | default: 1 }}{% endif %}' })[0]).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(ports('switch', { cases: [{ name: 'x', expression: '1' }] })[1]).toEqual(['x', 'otherwise'])
    expect(ports('http', { url: 'https://{{ host }}/' })[0]).toEqual(['host'])
    expect(readNode(node(1, 'http', { url: 'ftp://x' })).problems[0]?.code).toBe('address')
    const headers = ['Bearer abc', 'Bearer {{ token }}'].map((value) => ({ name: 'Authorization', value }))
    const withKey = readNode(node(1, 'http', { url: 'https://x', headers })).problems
    expect(withKey.map(({ field }) => field)).toEqual(['headers[0].value'])
    const kept = settingsFor(
      templateDocument.parse({
        kind: 'template',
        form: 'text',
        messages: [],
        variables: [{ name: 'a', type: 'number' }],
      }),
    )
    expect(readNode(node(1, 'template', kept ?? {})).inputs[0]).toMatchObject({ type: { kind: 'number' } })
  })
})

describe('the order', () => {
  it('has every node that runs once, after all it waits for, or among the circular', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const { order, circular } = topologicalOrder(document)
        const place = new Map(order.map((id, at) => [id, at]))
        expect(place.size).toBe(order.length)
        const running = document.nodes.filter(({ kind }) => kind !== 'note' && kind !== 'group')
        expect(order.length + circular.size).toBe(running.length)
        for (const { source, target } of forwardEdges(document)) {
          const [from, to] = [place.get(source), place.get(target)]
          if (to !== undefined) expect(from).toBeLessThan(to)
        }
      }),
    )
  })

  it('knows the body of a map', () => {
    const mapped = workflow(
      [node(1, 'map'), node(2, 'delay'), node(3, 'delay'), node(4, 'delay')],
      [
        edge(11, [1, 'item'], [2, 'value']),
        edge(12, [2, 'value'], [3, 'value']),
        edge(13, [3, 'value'], [1, 'result']),
        edge(14, [1, 'results'], [4, 'value']),
      ],
    )
    expect([...(bodiesOf(mapped).get(idOf(1)) ?? [])].sort()).toEqual([idOf(2), idOf(3)])
    expect(topologicalOrder(mapped).circular.size).toBe(0)
  })
})

const codes = (document: WorkflowDocument, around = {}) =>
  workflowProblems(document, around).map(({ code, nodeId }) => `${code} ${Number(nodeId?.slice(-4) ?? 0)}`)

describe('problems', () => {
  it('name the node and say what to do', () => {
    const document = workflow(
      [
        node(1, 'text', { text: '{{ a }} {% if %}' }),
        node(2, 'text', { text: '{{ a }}' }),
        node(3, 'delay'),
        node(4, 'delay'),
        node(5, 'condition'),
        { ...node(6, 'note'), kind: 'teleport' },
        node(7, 'template', { entityId: idOf(700) }),
        node(8, 'subworkflow', { entityId: idOf(800) }),
        node(9, 'model_call', { messages: [{ id: 'm', role: 'user', text: 'Hi' }], model: { model: 'm-1' } }),
      ],
      [edge(11, [3, 'value'], [4, 'value']), edge(12, [4, 'value'], [3, 'value'])],
    )
    const around = {
      self: idOf(800),
      items: new Map([[keyOfUse({ entityId: idOf(700) }), null]]),
      models: new Set<string>(),
    }
    const found = codes(document, around)
    for (const code of [
      'template_text 1',
      'missing_variable 2',
      'circle 3',
      'circle 4',
      'missing_expression 5',
      'unconnected 5',
      'unknown_kind 6',
      'missing_item 7',
      'calls_itself 8',
      'missing_model 9',
      'unused 9',
    ]) {
      expect(found).toContain(code)
    }
    for (const { message } of workflowProblems(document, around)) expect(message).toMatch(/\.$/)
  })

  it('finds edges that carry nothing, results that leave a body, and what is out of date', () => {
    const document = workflow(
      [
        node(1, 'text', { text: 'x' }),
        node(2, 'map'),
        node(3, 'output', { fields: [{ name: 'o', type: { kind: 'any' } }] }),
        node(4, 'template', { entityId: idOf(700), fields: [] }),
      ],
      [
        edge(11, [1, 'text'], [2, 'list']),
        edge(12, [2, 'item'], [2, 'result']),
        edge(13, [2, 'item'], [3, 'o']),
        edge(14, [1, 'gone'], [3, 'o']),
      ],
    )
    const fields = [{ name: 'new', type: { kind: 'text' as const }, required: true, description: '' }]
    const known = (settings: Record<string, unknown>) => ({
      items: new Map([[keyOfUse({ entityId: idOf(700) }), { title: 'T', settings }]]),
    })
    const found = codes(document, known({ fields }))
    expect(found).toEqual(
      expect.arrayContaining(['type 0', 'missing_port 0', 'leaves_body 3', 'outdated_ports 4']),
    )
    // A description is no port.
    expect(codes(document, known({ fields: [], note: 'new' }))).not.toContain('outdated_ports 4')
  })

  it('names expressions that cannot be read, in nodes and on edges', () => {
    const condition = { condition: 'input.' }
    const document = workflow(
      [node(1, 'condition', { expression: 'input.' }), node(2, 'delay')],
      [{ ...edge(11, [1, 'yes'], [2, 'value']), ...condition }],
    )
    const unreadable = new Map([['input.', 'The expression cannot be read.']])
    const found = workflowProblems(document, { unreadable }).filter(({ code }) => code === 'expression')
    expect(found.map(({ nodeId, edgeId, field }) => [nodeId, edgeId, field])).toEqual([
      [idOf(1), null, 'expression'],
      [null, idOf(11), 'condition'],
    ])
  })

  it('is silent about a flow that is whole, and never throws', () => {
    const whole = workflow(
      [
        node(1, 'input', { fields: [{ name: 'topic', type: { kind: 'text' } }] }),
        node(2, 'text', { text: 'About {{ topic }}' }),
        node(3, 'output', { fields: [{ name: 'text', type: { kind: 'text' } }] }),
        node(4, 'note', { text: 'Words' }),
      ],
      [edge(11, [1, 'topic'], [2, 'topic']), edge(12, [2, 'text'], [3, 'text'])],
    )
    expect(workflowProblems(whole)).toEqual([])
    fc.assert(fc.property(documents, (document) => Array.isArray(workflowProblems(document))))
  })
})

describe('rows, exports and comparisons', () => {
  it('projects every node once, and only edges that have both ends', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const torn = { ...document, nodes: document.nodes.slice(1) }
        const rows = flowRows(torn)
        const ids = new Set(rows.nodes.map(({ id }) => id))
        expect(ids.size).toBe(torn.nodes.length)
        for (const { sourceId, targetId } of rows.edges)
          expect(ids.has(sourceId) && ids.has(targetId)).toBe(true)
        for (const { parentNodeId } of rows.nodes)
          expect(parentNodeId === null || ids.has(parentNodeId)).toBe(true)
      }),
    )
  })

  it('knows what it uses, says so when copied, and lets go of what stays behind', () => {
    const document = workflow([
      node(1, 'template', { entityId: idOf(700), follow: { by: 'label', label: 'production' } }),
      node(2, 'context', { entityId: idOf(701) }),
      node(3, 'text', { text: '{% render "tone" %}' }),
    ])
    expect([usedItems(document, 'uses'), usedItems(document, 'depends_on')]).toEqual([
      [idOf(700)],
      [idOf(701)],
    ])
    expect(flowRows(document).nodes[0]).toMatchObject({ templateId: idOf(700), templateLabel: 'production' })
    expect(usedContexts(document)).toEqual(['tone'])
    const copy = remapDocument(document, (id) => (id === idOf(700) ? idOf(900) : undefined))
    expect(namedIds(copy)).toEqual([idOf(900)])
    expect(searchText(workflow([node(1, 'text', { text: 'needle' })]))).toContain('needle')
  })

  it('draws a chart that no label can break', () => {
    const document = workflow(
      [
        node(1, 'group', {}, { label: 'Both' }),
        node(2, 'condition', {}, { label: 'a "b" | <c>\n`d`', parentId: idOf(1) }),
        node(3, 'delay'),
      ],
      [edge(11, [2, 'yes'], [3, 'value'])],
    )
    expect(mermaid(document)).toBe(
      [
        'flowchart LR',
        '  subgraph n1["Both"]',
        '    n2{"a #34;b#34; #124; #60;c#62; #96;d#96;"}',
        '  end',
        '  n3["delay"]',
        '  n2 -->|"yes → value"| n3',
        '',
      ].join('\n'),
    )
    expect(JSON.parse(workflowJson(document))).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('tells added, removed, changed and moved apart', () => {
    const before = workflow(
      [node(1, 'delay'), node(2, 'delay'), node(3, 'delay')],
      [edge(11, [1, 'value'], [2, 'value'])],
    )
    const moved = moveNodes(removeNodes(before, new Set([idOf(2)])), new Set([idOf(1)]), { x: 1, y: 0 })
    const after = {
      ...moved,
      nodes: [
        ...moved.nodes.map((each) => (each.id === idOf(3) ? { ...each, label: 'Wait' } : each)),
        node(4, 'note'),
      ],
    }
    const { nodes, edges } = diffWorkflows(before, after)
    expect(nodes.map(({ change }) => change)).toEqual(['moved', 'changed', 'added', 'removed'])
    expect(edges.map(({ change }) => change)).toEqual(['removed'])
    fc.assert(
      fc.property(documents, (document) => {
        const diff = diffWorkflows(document, JSON.parse(JSON.stringify(document)))
        expect([...diff.nodes, ...diff.edges].every(({ change }) => change === 'same')).toBe(true)
      }),
    )
  })

  it('proposes a version by the signature', () => {
    const given = (names: string[], required = true) =>
      workflow([
        node(1, 'input', { fields: names.map((name) => ({ name, required, type: { kind: 'text' } })) }),
      ])
    expect(bumpFor(given(['a']), moveNodes(given(['a']), new Set([idOf(1)]), { x: 1, y: 1 }))).toBe('patch')
    expect(bumpFor(given(['a'], false), given(['a', 'b'], false))).toBe('minor')
    expect(bumpFor(given(['a']), given(['b']))).toBe('major')
    expect(signatureOf(given(['a'])).inputs[0]?.name).toBe('a')
  })
})
