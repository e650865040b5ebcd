import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkflowDocument } from '../../../contract/workflow'
import { inLines, type LaidOut } from '../layout'
import { documents, edge, idOf, node, workflow } from '../testing'
import { stepAlong } from '../walk'
import { alignNodes, distributeNodes } from './align'
import { fittingKinds, fittingPort } from './fits'
import { placeNodes, type SizeOf, settleInGroups } from './place'

const size: SizeOf = ({ width = 100, height = 50 }) => ({ width, height })
const at = (document: WorkflowDocument, number: number) => {
  const found = document.nodes.find(({ id }) => id === idOf(number))
  return found && { x: found.x, y: found.y, parentId: found.parentId }
}
const everything = ({ nodes }: WorkflowDocument) => new Set(nodes.map(({ id }) => id))

describe('nodes that are placed', () => {
  it('take along what lies in them, at any depth, and nothing else', () => {
    const document = workflow([
      node(1, 'group', {}, { x: 0, y: 0 }),
      node(2, 'group', {}, { x: 10, y: 10, parentId: idOf(1) }),
      node(3, 'text', {}, { x: 20, y: 20, parentId: idOf(2) }),
      node(4, 'text', {}, { x: 500, y: 500 }),
    ])
    const moved = placeNodes(document, new Map([[idOf(1), { x: 100, y: 0 }]]))
    expect(at(moved, 3)).toEqual({ x: 120, y: 20, parentId: idOf(2) })
    expect(moved.nodes[3]).toBe(document.nodes[3])
    expect(placeNodes(document, new Map([[idOf(4), { x: 500, y: 500 }]]))).toBe(document)
  })

  it('keep their places where they are aligned twice, and lose none', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('left', 'right', 'top', 'bottom', 'centre', 'middle'),
        (document, to) => {
          const once = alignNodes(document, everything(document), to, size)
          expect(alignNodes(once, everything(once), to, size)).toEqual(once)
          expect(once.nodes.map(({ id }) => id)).toEqual(document.nodes.map(({ id }) => id))
        },
      ),
    )
  })

  it('are spaced out evenly between the outermost two', () => {
    const document = workflow([
      node(1, 'text', {}, { x: 0 }),
      node(2, 'text', {}, { x: 120 }),
      node(3, 'text', {}, { x: 400 }),
    ])
    const spread = distributeNodes(document, everything(document), 'x', size)
    expect(spread.nodes.map(({ x }) => x)).toEqual([0, 200, 400])
  })

  it('lie in the innermost open group below them, never in themselves', () => {
    const document = workflow([
      node(1, 'group', {}, { x: 0, y: 0, width: 400, height: 400 }),
      node(2, 'group', {}, { x: 50, y: 50, width: 200, height: 200, parentId: idOf(1) }),
      node(3, 'text', {}, { x: 60, y: 60 }),
    ])
    expect(at(settleInGroups(document, new Set([idOf(3)]), size), 3)?.parentId).toBe(idOf(2))
    expect(settleInGroups(document, new Set([idOf(1)]), size)).toBe(document)
    const out = placeNodes(document, new Map([[idOf(2), { x: 900, y: 900 }]]))
    expect(at(settleInGroups(out, new Set([idOf(2)]), size), 2)?.parentId).toBeUndefined()
  })
})

describe('a layout in lines', () => {
  const boxes = fc
    .array(fc.record({ x: fc.nat(4_000), y: fc.nat(600), width: fc.integer({ min: 20, max: 300 }) }), {
      minLength: 1,
      maxLength: 40,
    })
    .map((list): LaidOut[] => list.map((box, index) => ({ ...box, id: String(index), height: 50 })))

  it('keeps every box, and lines apart: what comes later lies below, unless it is in the same line', () => {
    fc.assert(
      fc.property(boxes, (list) => {
        const places = inLines(list, { width: 1_000, gap: 40 })
        expect([...places.keys()].sort()).toEqual(list.map(({ id }) => id).sort())
        for (const a of list) {
          for (const b of list) {
            const [from, to] = [places.get(a.id), places.get(b.id)]
            if (!from || !to || to.y >= from.y + 50 || from.y >= to.y + 50) continue
            // Not above each other: then they are of one line, and as far apart as they were.
            expect(to.x - from.x).toBe(b.x - a.x)
          }
        }
      }),
    )
  })

  it('begins the next line at the left, below the one before', () => {
    const row = [0, 400, 800, 1_200].map(
      (x, index): LaidOut => ({ id: String(index), x, y: 0, width: 100, height: 50 }),
    )
    const places = inLines(row, { width: 900, gap: 40 })
    expect(places.get('2')).toEqual({ x: 800, y: 0 })
    expect(places.get('3')).toEqual({ x: 0, y: 90 })
  })
})

describe('a walk by keys', () => {
  const document = workflow(
    [
      node(1, 'input', { fields: [{ name: 'a', type: { kind: 'text' } }] }),
      node(2, 'condition', { expression: 'true' }),
      node(3, 'delay'),
      node(4, 'delay'),
    ],
    [edge(10, [1, 'a'], [2, 'value']), edge(11, [2, 'no'], [4, 'value']), edge(12, [2, 'yes'], [3, 'value'])],
  )

  it('follows the edges in the order of the ports, and goes beside what the same node leads to', () => {
    expect(stepAlong(document, idOf(2), 'right')).toBe(idOf(3))
    expect(stepAlong(document, idOf(3), 'down')).toBe(idOf(4))
    expect(stepAlong(document, idOf(4), 'up')).toBe(idOf(3))
    expect(stepAlong(document, idOf(3), 'left')).toBe(idOf(2))
    expect(stepAlong(document, idOf(1), 'left')).toBeNull()
  })

  it('offers at a loose end only what fits, and the port of a node that does', () => {
    const from = { nodeId: idOf(1), port: 'a', way: 'out' as const }
    const kinds = fittingKinds(document, from)
    expect(kinds).toContain('delay')
    // A map takes a list, and text is none.
    expect(kinds).not.toContain('map')
    const [, condition] = document.nodes
    expect(condition && fittingPort(document, from, condition)).toBeNull()
  })
})
