import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react'
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../../../contract/workflow'
import { nodesById } from '../../../../core/workflow/edit/nodes'
import type { Size } from '../../../../core/workflow/edit/place'
import { readNode } from '../../../../core/workflow/registry'
import type { Port } from '../../../../core/workflow/rule'
import { t } from '../../../i18n'
import { firstPort, portStep, sizeOf } from './size'

export type CanvasNode = Node<{ readonly node: WorkflowNode }, 'card' | 'group' | 'note'>
/** `says`: the port that it leaves by, where its node has several. */
export type CanvasEdge = Edge<{ readonly edge: WorkflowEdge; readonly says: string }, 'line'>

/** Ports of a folded group, which stand for those of all that lies in it. */
export const foldedPort = { in: 'in', out: 'out' } as const

/**
 * The nodes as they are drawn: groups before what lies in them, what lies in a folded group left out. What did not
 * change is the same object as before, so that nothing of it is drawn again.
 */
export function canvasNodes(
  document: WorkflowDocument,
  chosen: ReadonlySet<string>,
  before: readonly CanvasNode[],
): CanvasNode[] {
  const places = placesIn(document)
  const drawn = new Map(before.map((node) => [node.id, node]))
  const nodes = document.nodes
    .filter(({ id }) => places.get(id)?.hiddenBy === null)
    .sort((a, b) => depthOf(a, places) - depthOf(b, places))
    .map((node) =>
      canvasNode(node, places.get(node.id)?.parent ?? null, chosen.has(node.id), drawn.get(node.id)),
    )
  return nodes
}

/** Groups lie below all else, those that lie in others above these. */
const depthOf = ({ id, kind }: WorkflowNode, places: ReadonlyMap<string, PlaceOf>): number =>
  kind === 'group' ? (places.get(id)?.depth ?? 0) - 1_000 : (places.get(id)?.depth ?? 0)

function canvasNode(
  node: WorkflowNode,
  parent: WorkflowNode | null,
  selected: boolean,
  before: CanvasNode | undefined,
): CanvasNode {
  const position = { x: node.x - (parent?.x ?? 0), y: node.y - (parent?.y ?? 0) }
  const isSame =
    before?.data.node === node &&
    before.parentId === parent?.id &&
    before.position.x === position.x &&
    before.position.y === position.y
  if (isSame && (before.selected ?? false) === selected) return before
  const { parentId: _, ...drawn } = before ?? {}
  const type = node.kind === 'group' || node.kind === 'note' ? node.kind : 'card'
  const size = sizeOf(node)
  return {
    ...drawn,
    ...size,
    measured: size,
    ...(type === 'card' ? { handles: handlesOf(node, size) } : {}),
    id: node.id,
    type,
    data: isSame ? before.data : { node },
    position,
    selected,
    ...(parent ? { parentId: parent.id } : {}),
  }
}

/** How large a port is drawn; canvas.css says the same. */
const portSize = { width: 9, height: 9 }
const widePort = { width: 12, height: 7 }
const handles = new WeakMap<WorkflowNode, NodeHandle[]>()

/** Where a node's ports are, so that nothing has to be measured on the page before its edges are drawn. */
function handlesOf(node: WorkflowNode, { width }: Size): NodeHandle[] {
  const known = handles.get(node)
  if (known) return known
  const { inputs, outputs } = readNode(node)
  const at =
    (type: 'target' | 'source') =>
    (port: Port, index: number): NodeHandle => {
      const size = port.type.kind === 'messages' ? widePort : portSize
      const x = type === 'target' ? 0 : width
      const y = firstPort + portStep * index
      return {
        ...size,
        id: port.name,
        type,
        position: type === 'target' ? Position.Left : Position.Right,
        x: x - size.width / 2,
        y: y - size.height / 2,
      }
    }
  const made = [...inputs.map(at('target')), ...outputs.map(at('source'))]
  handles.set(node, made)
  return made
}

interface PlaceOf {
  readonly parent: WorkflowNode | null
  /** How many groups it lies in. */
  readonly depth: number
  /** The outermost folded group around it. */
  readonly hiddenBy: string | null
}

/** Where each node lies. A group that is not there, is none, or lies in itself holds nothing. */
export function placesIn(document: WorkflowDocument): ReadonlyMap<string, PlaceOf> {
  const byId = nodesById(document)
  const places = new Map<string, PlaceOf>()
  const placeOf = (node: WorkflowNode, inside: ReadonlySet<string>): PlaceOf => {
    const known = places.get(node.id)
    if (known) return known
    const group = node.parentId === undefined ? undefined : byId.get(node.parentId)
    const parent = group?.kind === 'group' && !inside.has(group.id) ? group : null
    const around = parent && placeOf(parent, new Set([...inside, node.id]))
    const place = {
      parent,
      depth: around ? around.depth + 1 : 0,
      hiddenBy: around ? (around.hiddenBy ?? (parent?.folded ? parent.id : null)) : null,
    }
    places.set(node.id, place)
    return place
  }
  for (const node of document.nodes) placeOf(node, new Set([node.id]))
  return places
}

/** Ids are no names: where an edge leads is told by the outline. */
const unheard = { 'aria-hidden': true }

/** The edges as they are drawn: those of a folded group end at its box, those inside it are left out. */
export function canvasEdges(
  document: WorkflowDocument,
  chosen: ReadonlySet<string>,
  before: readonly CanvasEdge[],
): CanvasEdge[] {
  const places = placesIn(document)
  const byId = nodesById(document)
  const ariaLabel = t('workflow.edge')
  const drawn = new Map(before.map((edge) => [edge.id, edge]))
  return document.edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.source), places.get(edge.target)]
    if (!from || !to) return []
    const source = from.hiddenBy ?? edge.source
    const target = to.hiddenBy ?? edge.target
    if (source === target && from.hiddenBy) return []
    const selected = chosen.has(edge.id)
    const known = drawn.get(edge.id)
    const says = wordsOf(edge, byId.get(edge.source))
    const isSame =
      known?.data?.edge === edge &&
      known.data.says === says &&
      known.source === source &&
      known.target === target
    if (isSame && (known.selected ?? false) === selected) return [known]
    return [
      {
        id: edge.id,
        type: 'line' as const,
        source,
        target,
        sourceHandle: from.hiddenBy ? foldedPort.out : edge.sourcePort,
        targetHandle: to.hiddenBy ? foldedPort.in : edge.targetPort,
        data: isSame ? known.data : { edge, says },
        ariaLabel,
        domAttributes: unheard,
        selected,
      },
    ]
  })
}

/** What stands on an edge: what was written on it, else the port that it leaves by where there are several. */
function wordsOf({ label, condition, sourcePort }: WorkflowEdge, source: WorkflowNode | undefined): string {
  if (label || condition) return label || condition || ''
  return source && readNode(source).outputs.length > 1 ? sourcePort : ''
}
