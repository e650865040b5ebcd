import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import type { Point } from './nodes'
import { placeNodes, type SizeOf } from './place'

/** To which edge or middle nodes are lined up. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

interface Box extends Point {
  readonly id: string
  readonly width: number
  readonly height: number
}

/** Those of a selection that are moved themselves: what lies in a group that is chosen too goes along with it. */
function boxesOf({ nodes }: WorkflowDocument, ids: ReadonlySet<string>, sizeOf: SizeOf): Box[] {
  const goesAlong = ({ parentId }: WorkflowNode) => parentId !== undefined && ids.has(parentId)
  return nodes
    .filter((node) => ids.has(node.id) && !goesAlong(node))
    .map((node) => ({ id: node.id, x: node.x, y: node.y, ...sizeOf(node) }))
}

/** The document with nodes lined up at the outermost edge, or in the middle of them all. */
export function alignNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  to: Alignment,
  sizeOf: SizeOf,
): WorkflowDocument {
  const boxes = boxesOf(document, ids, sizeOf)
  if (boxes.length < 2) return document
  const left = Math.min(...boxes.map(({ x }) => x))
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const top = Math.min(...boxes.map(({ y }) => y))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  const at: Readonly<Record<Alignment, (box: Box) => Point>> = {
    left: ({ y }) => ({ x: left, y }),
    centre: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  }
  return placeNodes(document, new Map(boxes.map((box) => [box.id, at[to](box)])))
}

/** The document with the gaps between nodes made equal; the outermost two stay where they are. */
export function distributeNodes(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  along: 'x' | 'y',
  sizeOf: SizeOf,
): WorkflowDocument {
  const extent = along === 'x' ? 'width' : 'height'
  const boxes = boxesOf(document, ids, sizeOf).sort((a, b) => a[along] - b[along])
  const [first, last] = [boxes[0], boxes.at(-1)]
  if (!first || !last || boxes.length < 3) return document
  const taken = boxes.reduce((sum, box) => sum + box[extent], 0)
  const gap = (last[along] + last[extent] - first[along] - taken) / (boxes.length - 1)
  let at = first[along]
  const places = new Map<string, Point>()
  for (const box of boxes) {
    places.set(box.id, { x: box.x, y: box.y, [along]: at })
    at += box[extent] + gap
  }
  return placeNodes(document, places)
}
