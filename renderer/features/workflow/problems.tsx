import { useReactFlow } from '@xyflow/react'
import { ChevronDown, ChevronRight, CircleAlert, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { WorkflowProblem } from '../../../core/workflow/problems'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { nameOf } from './canvas/look'
import { showNode } from './canvas/use-canvas-commands'
import { choose, useWorkflow, useWorkflowStore } from './store'

const most = 200

/** Everything that is wrong with the graph, each a way to its node or edge; nothing where nothing is. */
export function Problems() {
  const problems = useWorkflow((state) => state.problems)
  const [open, setOpen] = useState(false)
  if (problems.length === 0) return null
  return (
    <section aria-label={t('workflow.problemsList')} className="shrink-0 border-t border-line bg-panel">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="focus-inside flex h-8 w-full items-center gap-2 px-4 text-left hover:bg-hover"
      >
        <Icon of={open ? ChevronDown : ChevronRight} size={13} />
        <span className="font-medium">{t('workflow.problems', { count: problems.length })}</span>
      </button>
      {open && (
        <ul className="max-h-40 overflow-auto px-4 pb-2">
          {problems.slice(0, most).map((problem) => (
            <li
              key={`${problem.nodeId} ${problem.edgeId} ${problem.code} ${problem.field} ${problem.message}`}
            >
              <Row problem={problem} />
            </li>
          ))}
          {problems.length > most && (
            <li className="px-1 text-small text-ink-3">
              {t('workflow.moreProblems', { count: problems.length - most })}
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

function Row({ problem: { nodeId, edgeId, level, message } }: { problem: WorkflowProblem }) {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const node = useWorkflow(({ document }) => document.nodes.find(({ id }) => id === nodeId))
  const go = () => {
    if (nodeId) showNode(store, flow, nodeId)
    else if (edgeId) {
      const edge = store.getState().document.edges.find(({ id }) => id === edgeId)
      if (edge) showNode(store, flow, edge.target)
      choose(store, [edgeId])
    }
  }
  return (
    <button
      type="button"
      onClick={go}
      className="focus-inside flex w-full gap-2 rounded-control px-1 py-0.5 text-left text-small hover:bg-hover"
    >
      <Icon
        of={level === 'error' ? CircleAlert : TriangleAlert}
        size={13}
        className={`mt-0.5 ${level === 'error' ? 'text-failed' : 'text-ink-3'}`}
      />
      <span className="sr-only">{t(level === 'error' ? 'editor.problemWord' : 'editor.warningWord')}</span>
      {node && (
        <span className="shrink-0 font-medium" translate={node.label ? 'no' : undefined}>
          {nameOf(node)}
        </span>
      )}
      <span lang="en" className="min-w-0">
        {message}
      </span>
    </button>
  )
}
