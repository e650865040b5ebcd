import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeNode } from '../../../../core/workflow/edit/nodes'
import { documents, edge, idOf, node, workflow } from '../../../../core/workflow/testing'
import { layOut } from '../layout/lay-out'
import { canvasEdges, canvasNodes } from './flow'
import { linesOf } from './size'

const none: ReadonlySet<string> = new Set()

const grouped = (folded: boolean) =>
  workflow(
    [
      node(1, 'delay', {}, { x: 0, y: 0 }),
      node(2, 'group', {}, { x: 200, y: 0, width: 400, height: 200, folded }),
      node(3, 'delay', {}, { x: 240, y: 60, parentId: idOf(2) }),
      node(4, 'delay', {}, { x: 420, y: 60, parentId: idOf(2) }),
    ],
    [edge(10, [1, 'value'], [3, 'value']), edge(11, [3, 'value'], [4, 'value'])],
  )

describe('what is drawn of a document', () => {
  it('stays the same object where nothing changed, so that nothing is drawn again', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const nodes = canvasNodes(document, none, [])
        const edges = canvasEdges(document, none, [])
        expect(canvasNodes(document, none, nodes).every((each, index) => each === nodes[index])).toBe(true)
        expect(canvasEdges(document, none, edges).every((each, index) => each === edges[index])).toBe(true)
      }),
    )
  })

  it('draws one node anew when its name is typed', () => {
    const document = grouped(false)
    const nodes = canvasNodes(document, none, [])
    const typed = canvasNodes(changeNode(document, idOf(3), { label: 'x' }), none, nodes)
    expect(typed.filter((each, index) => each !== nodes[index]).map(({ id }) => id)).toEqual([idOf(3)])
  })

  it('has each group before what lies in it, wherever the document has it, and stands where the document says', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const nodes = canvasNodes({ ...document, nodes: [...document.nodes].reverse() }, none, [])
        for (const [index, { parentId }] of nodes.entries()) {
          if (parentId) expect(nodes.slice(0, index).some(({ id }) => id === parentId)).toBe(true)
        }
      }),
    )
    const inside = canvasNodes(grouped(false), none, []).find(({ id }) => id === idOf(3))
    expect(inside?.position).toEqual({ x: 40, y: 60 })
  })

  it('leaves out what a folded group holds, and leads its edges to the box', () => {
    const document = grouped(true)
    expect(canvasNodes(document, none, []).map(({ id }) => id)).toEqual([idOf(2), idOf(1)])
    const [edge, ...others] = canvasEdges(document, none, [])
    expect([edge?.source, edge?.target, edge?.targetHandle]).toEqual([idOf(1), idOf(2), 'in'])
    expect(others).toEqual([])
  })
})

describe('how much room a text takes', () => {
  it('is broken between words, within long ones, and at its own ends of lines; never beyond three', () => {
    expect(linesOf('', 10)).toBe(0)
    expect(linesOf('two words', 9)).toBe(1)
    expect(linesOf('three words more', 10)).toBe(2)
    expect(linesOf('a\nb', 9)).toBe(2)
    expect(linesOf('x'.repeat(25), 10)).toBe(3)
    expect(linesOf('x '.repeat(500), 10)).toBe(3)
  })
})

describe('a layout', () => {
  const box = (id: string, parentId: string | null = null, isGroup = false) => ({
    id,
    parentId,
    isGroup,
    width: 150,
    height: 80,
  })

  it('leads from left to right, breaks into lines, and lays no node over another', () => {
    const nodes = Array.from({ length: 12 }, (_, index) => box(`${index}`))
    const edges = nodes.slice(1).map(({ id }, index) => ({ source: `${index}`, target: id }))
    const { places } = layOut({ nodes, edges })
    expect(new Set(places.map(({ y }) => y)).size).toBe(2)
    const taken = new Set(places.map(({ x, y }) => `${x} ${y}`))
    expect(taken.size).toBe(12)
    expect((places[1]?.x ?? 0) > (places[0]?.x ?? 0)).toBe(true)
  })

  it('makes a group as large as what lies in it, which stays inside', () => {
    const nodes = [box('g', null, true), box('a', 'g'), box('b', 'g'), box('c')]
    const { places, sizes } = layOut({
      nodes,
      edges: [
        { source: 'a', target: 'b' },
        { source: 'b', target: 'c' },
      ],
    })
    const at = new Map(places.map((each) => [each.id, each]))
    const [group, size] = [at.get('g'), sizes.find(({ id }) => id === 'g')]
    for (const id of ['a', 'b']) {
      const inner = at.get(id)
      if (!group || !size || !inner) throw new Error('It was not laid out.')
      expect(inner.x >= group.x && inner.x + 150 <= group.x + size.width).toBe(true)
      expect(inner.y >= group.y && inner.y + 80 <= group.y + size.height).toBe(true)
    }
  })
})
