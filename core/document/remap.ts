import type { EntityDocument, TemplateDocument, Variable } from '../../contract/template'
import type { WorkflowNode } from '../../contract/workflow'
import { followedIds } from '../template/definitions'
import { usedItems } from '../workflow/projection'

/** The new id of something a document names; undefined where that does not come along. */
export type NewIds = (id: string) => string | undefined

/** Ids of items that a document names: its base and the definitions that its variables follow. */
export function namedIds(document: EntityDocument): string[] {
  if (document.kind === 'template') return [...baseOf(document), ...followedIds(document.variables)]
  if (document.kind === 'context') return followedIds(document.variables)
  if (document.kind === 'variable_set') return followedIds(document.columns)
  if (document.kind === 'workflow')
    return [...usedItems(document, 'uses'), ...usedItems(document, 'depends_on')]
  return []
}

/**
 * A document whose named items have new ids. What does not come along is let go: a variable keeps what it says
 * itself, a template no longer has a base, a connection is chosen anew. A base is followed by its newest version,
 * since the old ones stay behind.
 */
export function remapDocument(document: EntityDocument, ids: NewIds): EntityDocument {
  if (document.kind === 'template') {
    const { base, settings, ...rest } = document
    const templateId = base ? ids(base.templateId) : undefined
    return {
      ...rest,
      variables: remapVariables(document.variables, ids),
      settings: withoutConnection(settings),
      ...(base && templateId ? { base: { ...base, templateId, follow: { by: 'latest' } } } : {}),
    }
  }
  if (document.kind === 'context') return { ...document, variables: remapVariables(document.variables, ids) }
  if (document.kind === 'variable_set') return { ...document, columns: remapVariables(document.columns, ids) }
  if (document.kind === 'workflow') {
    return { ...document, nodes: document.nodes.map((node) => remapNode(node, ids)) }
  }
  return document
}

/** A node that named what does not come along is to be given another; the ports stay, and so do its edges. */
function remapNode(node: WorkflowNode, ids: NewIds): WorkflowNode {
  const { entityId, follow, model, ...rest } = node.settings
  const kept = typeof entityId === 'string' ? ids(entityId) : undefined
  const chosen = typeof model === 'object' && model !== null ? Object.entries(model) : []
  return {
    ...node,
    settings: {
      ...rest,
      ...(kept ? { entityId: kept } : {}),
      ...(follow === undefined ? {} : { follow: { by: 'latest' } }),
      ...(model === undefined
        ? {}
        : { model: Object.fromEntries(chosen.filter(([key]) => key !== 'connectionId')) }),
    },
  }
}

function withoutConnection({ connectionId: _, ...settings }: TemplateDocument['settings']) {
  return settings
}

function remapVariables(variables: readonly Variable[], ids: NewIds): Variable[] {
  return variables.map(({ definitionId, ...variable }) => {
    const id = definitionId ? ids(definitionId) : undefined
    return id ? { ...variable, definitionId: id } : variable
  })
}

const baseOf = ({ base }: TemplateDocument): string[] => (base ? [base.templateId] : [])
