import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from '../../contract/workflow'
import { changedFields, type FieldChange } from '../document/changes'

export type Change = 'added' | 'removed' | 'changed' | 'moved' | 'same'

export interface NodeDiff {
  readonly id: string
  readonly change: Change
  /** On both sides where it is there; `changed` may have moved too. */
  readonly before: WorkflowNode | null
  readonly after: WorkflowNode | null
  readonly moved: boolean
  /** What changed but its place. */
  readonly fields: readonly FieldChange[]
}

export interface EdgeDiff {
  readonly id: string
  readonly change: Exclude<Change, 'moved'>
  readonly before: WorkflowEdge | null
  readonly after: WorkflowEdge | null
  readonly fields: readonly FieldChange[]
}

export interface WorkflowDiff {
  /** Those of after in its order, then those that are gone. */
  readonly nodes: readonly NodeDiff[]
  readonly edges: readonly EdgeDiff[]
  /** Limits and what a newer version added beside nodes and edges. */
  readonly fields: readonly FieldChange[]
}

/** How two versions of a workflow differ, node by node: what a canvas of both colours. */
export function diffWorkflows(before: WorkflowDocument, after: WorkflowDocument): WorkflowDiff {
  return {
    nodes: pairs(before.nodes, after.nodes).map(nodeDiff),
    edges: pairs(before.edges, after.edges).map(edgeDiff),
    fields: changedFields(without(before), without(after)),
  }
}

interface Pair<T> {
  readonly id: string
  readonly before: T | null
  readonly after: T | null
}

function pairs<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const known = new Map(before.map((item) => [item.id, item]))
  const stayed = new Set(after.map(({ id }) => id))
  return [
    ...after.map((item) => ({ id: item.id, before: known.get(item.id) ?? null, after: item })),
    ...before.filter(({ id }) => !stayed.has(id)).map((item) => ({ id: item.id, before: item, after: null })),
  ]
}

function nodeDiff({ id, before, after }: Pair<WorkflowNode>): NodeDiff {
  if (!before || !after) {
    return { id, before, after, change: before ? 'removed' : 'added', moved: false, fields: [] }
  }
  const moved = before.x !== after.x || before.y !== after.y
  const fields = before === after ? [] : changedFields(placed(before), placed(after))
  return {
    id,
    before,
    after,
    moved,
    fields,
    change: fields.length > 0 ? 'changed' : moved ? 'moved' : 'same',
  }
}

function edgeDiff({ id, before, after }: Pair<WorkflowEdge>): EdgeDiff {
  if (!before || !after) return { id, before, after, change: before ? 'removed' : 'added', fields: [] }
  const fields = before === after ? [] : changedFields(before, after)
  return { id, before, after, fields, change: fields.length > 0 ? 'changed' : 'same' }
}

/** A node wherever it stands. */
const placed = (node: WorkflowNode) => ({ ...node, x: 0, y: 0 })

const without = ({ nodes: _nodes, edges: _edges, ...rest }: WorkflowDocument) => rest
