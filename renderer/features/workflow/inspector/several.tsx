import type { WorkflowNode } from '../../../../contract/workflow'
import { changeNodes, type Shared } from '../../../../core/workflow/edit/nodes'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { useWorkflow, useWorkflowStore } from '../store'
import { LooksPart } from './looks-part'
import { PolicyPart, tries } from './policy-part'

/** Several nodes and edges in hand: what they share is set for all of them at once. */
export function Several({ nodes, edges }: { nodes: readonly WorkflowNode[]; edges: number }) {
  const store = useWorkflowStore()
  const problems = useWorkflow(
    (state) => state.problems.filter(({ nodeId }) => nodeId !== null && state.chosen.has(nodeId)).length,
  )
  const trying = nodes.filter(tries)
  const put = (which: readonly WorkflowNode[], change: Shared) => {
    const ids = new Set(which.map(({ id }) => id))
    edit(store, (document) => changeNodes(document, ids, change))
  }
  return (
    <>
      <div className="space-y-1 px-4 py-4">
        <h3 className="font-medium">
          {t('workflow.sizeOfGraph', {
            nodes: t('workflow.nodes', { count: nodes.length }),
            edges: t('workflow.edges', { count: edges }),
          })}
        </h3>
        {problems > 0 && (
          <p className="text-small text-ink-2">{t('workflow.problems', { count: problems })}</p>
        )}
      </div>
      <div className="border-t border-line">
        {trying.length > 0 && (
          <PolicyPart policy={shared(trying)} onPolicy={(policy) => put(trying, { policy })} />
        )}
        {nodes.length > 0 && <LooksPart nodes={nodes} onLooks={(looks) => put(nodes, looks)} />}
      </div>
    </>
  )
}

/** What all of them have; a part in which they differ is left out. */
function shared(nodes: readonly WorkflowNode[]): WorkflowNode['policy'] {
  const policies = nodes.map(({ policy }) => policy ?? {})
  const [first = {}, ...rest] = policies
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => rest.every((policy) => policy[name] === value)),
  )
}
