import { uuidv7 } from 'uuidv7'
import type { WorkflowDocument, WorkflowEdge } from '../../../contract/workflow'
import { isKnownKind, readNode, runs } from '../../../core/workflow/registry'

/** A workflow of one node, which is given what it was given before; null where it runs only with what is around it. */
export function onlyNode(
  document: WorkflowDocument,
  nodeId: string,
  inputs: Readonly<Record<string, unknown>>,
): { readonly document: WorkflowDocument; readonly inputs: Readonly<Record<string, unknown>> } | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node || !isKnownKind(node.kind) || !runs(node) || node.kind === 'map' || node.kind === 'loop')
    return null
  const ports = readNode(node).inputs.filter(({ name }) => inputs[name] !== undefined)
  const fields = ports.map(({ name, type }) => ({ name, type, required: false, description: '' }))
  const source = { id: uuidv7(), kind: 'input', label: '', x: 0, y: 0, settings: { fields } }
  const edges: WorkflowEdge[] = ports.map(({ name }) => ({
    id: uuidv7(),
    source: source.id,
    sourcePort: name,
    target: node.id,
    targetPort: name,
  }))
  const { parentId, ...alone } = node
  const nodes = ports.length > 0 ? [source, alone] : [alone]
  return { document: { ...document, nodes, edges: node.kind === 'input' ? [] : edges }, inputs }
}
