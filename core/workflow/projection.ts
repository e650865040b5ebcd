import type { WorkflowDocument } from '../../contract/workflow'
import { storableObject } from '../document/canonical'
import { nodesById } from './edit/nodes'
import { readNode } from './registry'

/** A row of flow_node, without workspace and workflow. */
export interface NodeRow {
  readonly id: string
  readonly type: string
  readonly label: string | null
  readonly x: number
  readonly y: number
  readonly width: number | null
  readonly height: number | null
  readonly colour: string | null
  readonly icon: string | null
  readonly config: Readonly<Record<string, unknown>>
  /** The template, workflow, context or variable set that it names, as its document says; it may be gone. */
  readonly templateId: string | null
  readonly templateVersionId: string | null
  readonly templateLabel: string | null
  readonly parentNodeId: string | null
}

/** A row of flow_edge, without workspace and workflow. */
export interface EdgeRow {
  readonly id: string
  readonly sourceId: string
  readonly sourcePort: string
  readonly targetId: string
  readonly targetPort: string
  readonly condition: string | null
  readonly label: string | null
}

export interface FlowRows {
  readonly nodes: readonly NodeRow[]
  readonly edges: readonly EdgeRow[]
}

/**
 * A document as rows. Of ids that are there twice the first counts; an edge one of whose ends is gone is no row, a
 * group that is gone no parent.
 */
export function flowRows(document: WorkflowDocument): FlowRows {
  const byId = nodesById({ ...document, nodes: [...document.nodes].reverse() })
  const edges = new Map([...document.edges].reverse().map((edge) => [edge.id, edge]))
  return {
    nodes: [...byId.values()].reverse().map((node): NodeRow => {
      const use = readNode(node).uses[0]
      return {
        id: node.id,
        type: node.kind,
        label: node.label || null,
        x: node.x,
        y: node.y,
        width: node.width ?? null,
        height: node.height ?? null,
        colour: node.colour ?? null,
        icon: node.icon ?? null,
        config: storableObject(node.settings),
        templateId: use?.entityId ?? null,
        templateVersionId: use?.versionId ?? null,
        templateLabel: use?.label ?? null,
        parentNodeId: node.parentId && byId.has(node.parentId) ? node.parentId : null,
      }
    }),
    edges: [...edges.values()].reverse().flatMap((edge): EdgeRow[] =>
      byId.has(edge.source) && byId.has(edge.target)
        ? [
            {
              id: edge.id,
              sourceId: edge.source,
              sourcePort: edge.sourcePort,
              targetId: edge.target,
              targetPort: edge.targetPort,
              condition: edge.condition ?? null,
              label: edge.label ?? null,
            },
          ]
        : [],
    ),
  }
}

/** Ids of the items that a workflow runs or reads, each once. */
export function usedItems({ nodes }: WorkflowDocument, link: 'uses' | 'depends_on'): string[] {
  const uses = nodes.flatMap((node) => readNode(node).uses)
  return [...new Set(uses.filter((use) => use.link === link).map(({ entityId }) => entityId))]
}
