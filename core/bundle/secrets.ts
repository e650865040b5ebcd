import type { Variable } from '../../contract/template'
import type { WorkflowNode } from '../../contract/workflow'
import { bearsWrittenKey } from '../workflow/kinds/http'
import type { BundleItem } from './format'

/**
 * The item without anything that only its writer may know: a variable of type secret keeps its name and loses its
 * value, in every row too, and so does a header of a request that bears a key. Provider keys are never in a document.
 */
export function withoutSecrets(item: BundleItem): BundleItem {
  const { document, rows } = item
  if (document.kind === 'template' || document.kind === 'context') {
    return { ...item, document: { ...document, variables: document.variables.map(withoutValue) } }
  }
  if (document.kind === 'variable_definition') {
    return { ...item, document: { ...document, variable: withoutValue(document.variable) } }
  }
  if (document.kind === 'workflow') {
    return { ...item, document: { ...document, nodes: document.nodes.map(withoutKeys) } }
  }
  if (document.kind !== 'variable_set') return item
  const secret = new Set(document.columns.filter(({ type }) => type === 'secret').map(({ name }) => name))
  const columns = document.columns.map(withoutValue)
  return {
    ...item,
    document: { ...document, columns },
    rows: rows?.map((row) => ({
      ...row,
      values: Object.fromEntries(Object.entries(row.values).filter(([name]) => !secret.has(name))),
    })),
  }
}

function withoutKeys(node: WorkflowNode): WorkflowNode {
  const { headers } = node.settings
  if (node.kind !== 'http' || !Array.isArray(headers)) return node
  const bare = headers.map((header) => (bearsWrittenKey(header) ? { ...header, value: '' } : header))
  return { ...node, settings: { ...node.settings, headers: bare } }
}

function withoutValue(variable: Variable): Variable {
  if (variable.type !== 'secret') return variable
  const { default: _, ...rest } = variable
  return rest
}
