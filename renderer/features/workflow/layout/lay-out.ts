import { Graph, layout } from '@dagrejs/dagre'
import type { Point } from '../../../../core/workflow/edit/nodes'
import type { Size } from '../../../../core/workflow/edit/place'
import { inLines, type LaidOut } from '../../../../core/workflow/layout'
import { reachable } from '../../../../core/workflow/order'

/** A graph as far as its layout goes. */
export interface LayoutTask {
  readonly nodes: readonly (Size & {
    readonly id: string
    readonly parentId: string | null
    readonly isGroup: boolean
  })[]
  readonly edges: readonly { readonly source: string; readonly target: string }[]
}

/** Where each node goes, and how large each group becomes. */
export interface LayoutResult {
  readonly places: readonly (Point & { readonly id: string })[]
  readonly sizes: readonly (Size & { readonly id: string })[]
}

const between = { columns: 64, rows: 28, lines: 72 }
const lineWidth = 1_300
const inset = 24
const groupHead = 40

type Task = LayoutTask['nodes'][number]

/** Lays a graph out from left to right, in lines as text is; what lies in a group is laid out inside it first. */
export function layOut({ nodes, edges }: LayoutTask): LayoutResult {
  const places = new Map<string, Point>()
  const sizes = new Map<string, Size>()
  const parentOf = new Map(nodes.map(({ id, parentId }) => [id, parentId]))
  const members = (parent: string | null) => nodes.filter(({ parentId }) => parentId === parent)
  const inside = (parent: string | null): Size => {
    const boxes = members(parent).map((node) => ({ ...node, ...boxOf(node) }))
    const laid = stacked(boxes, edgesAmong(boxes, edges, parentOf))
    for (const [id, { x, y }] of laid) {
      places.set(id, parent === null ? { x, y } : { x: x + inset, y: y + groupHead })
    }
    const right = Math.max(0, ...boxes.map(({ id, width }) => (laid.get(id)?.x ?? 0) + width))
    const bottom = Math.max(0, ...boxes.map(({ id, height }) => (laid.get(id)?.y ?? 0) + height))
    return { width: right + 2 * inset, height: bottom + groupHead + inset }
  }
  const boxOf = (node: Task): Size => {
    if (!node.isGroup || members(node.id).length === 0) return node
    const size = inside(node.id)
    sizes.set(node.id, size)
    return size
  }
  inside(null)
  return {
    places: nodes.map(({ id }) => ({ id, ...absolute(id, places, parentOf) })),
    sizes: [...sizes].map(([id, size]) => ({ id, ...size })),
  }
}

/** A place inside groups as a place on the canvas. */
function absolute(
  id: string,
  places: ReadonlyMap<string, Point>,
  parentOf: ReadonlyMap<string, string | null>,
): Point {
  const own = places.get(id) ?? { x: 0, y: 0 }
  const parent = parentOf.get(id)
  if (!parent) return own
  const around = absolute(parent, places, parentOf)
  return { x: around.x + own.x, y: around.y + own.y }
}

/** Edges between these boxes; one that begins or ends inside a box counts for the box. */
function edgesAmong(
  boxes: readonly { readonly id: string }[],
  edges: LayoutTask['edges'],
  parentOf: ReadonlyMap<string, string | null>,
): LayoutTask['edges'] {
  const here = new Set(boxes.map(({ id }) => id))
  const boxAround = (id: string): string | null => {
    let at: string | null = id
    while (at !== null && !here.has(at)) at = parentOf.get(at) ?? null
    return at
  }
  return edges.flatMap((edge) => {
    const [source, target] = [boxAround(edge.source), boxAround(edge.target)]
    return source && target && source !== target ? [{ source, target }] : []
  })
}

type Box = Size & { readonly id: string }

/** Parts that no edge joins stand below each other, in the order in which their first nodes were drawn. */
function stacked(boxes: readonly Box[], edges: LayoutTask['edges']): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>()
  let top = 0
  for (const part of partsOf(boxes, edges)) {
    const ids = new Set(part.map(({ id }) => id))
    const laid = arrange(
      part,
      edges.filter(({ source }) => ids.has(source)),
    )
    for (const [id, { x, y }] of laid) places.set(id, { x, y: y + top })
    top = Math.max(...part.map(({ id, height }) => (places.get(id)?.y ?? 0) + height)) + between.lines
  }
  return places
}

function partsOf(boxes: readonly Box[], edges: LayoutTask['edges']): Box[][] {
  const beside = new Map<string, string[]>(boxes.map(({ id }) => [id, []]))
  for (const { source, target } of edges) {
    beside.get(source)?.push(target)
    beside.get(target)?.push(source)
  }
  const seen = new Set<string>()
  return boxes.flatMap(({ id }) => {
    if (seen.has(id)) return []
    const part = reachable([id], beside)
    for (const each of part) seen.add(each)
    return [boxes.filter((box) => part.has(box.id))]
  })
}

function arrange(boxes: readonly Box[], edges: LayoutTask['edges']): ReadonlyMap<string, Point> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: between.columns, nodesep: between.rows })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height })
  for (const { source, target } of edges) graph.setEdge(source, target)
  layout(graph)
  const laid = boxes.map(({ id, width, height }): LaidOut => {
    const { x, y } = graph.node(id)
    return { id, width, height, x: x - width / 2, y: y - height / 2 }
  })
  return inLines(laid, { width: lineWidth, gap: between.lines })
}
