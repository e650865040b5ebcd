import { useReactFlow } from '@xyflow/react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { WorkflowDocument } from '../../../contract/workflow'
import type { WorkflowProblem } from '../../../core/workflow/problems'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { nameOf } from './canvas/look'
import { showNode } from './canvas/use-canvas-commands'
import { ProblemLine } from './inspector/problem-line'
import { choose, useWorkflow, useWorkflowStore } from './store'

/** So many at once: a graph of a thousand nodes may have as many problems. */
const page = 50

/** Everything that is wrong with the graph, each a way to its node or edge; nothing where nothing is. */
export function Problems() {
  const problems = useWorkflow((state) => state.problems)
  const [open, setOpen] = useState(false)
  const [most, setMost] = useState(page)
  if (problems.length === 0) return null
  const errors = problems.filter(({ level }) => level === 'error')
  const warnings = problems.filter(({ level }) => level === 'warning')
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
        {errors.length > 0 && (
          <span className="text-small text-failed">{t('workflow.stopRun', { count: errors.length })}</span>
        )}
      </button>
      {open && (
        <ul className="max-h-48 overflow-auto px-4 pb-2">
          {[...errors, ...warnings].slice(0, most).map((problem) => (
            <li
              key={`${problem.nodeId} ${problem.edgeId} ${problem.code} ${problem.field} ${problem.message}`}
            >
              <Row problem={problem} />
            </li>
          ))}
          {problems.length > most && (
            <li>
              <button
                type="button"
                onClick={() => setMost(most + page)}
                className="focus-inside h-6 rounded-control px-1 text-small text-ink-2 underline hover:text-ink"
              >
                {t('editor.moreProblems', { count: problems.length - most })}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

function Row({ problem }: { problem: WorkflowProblem }) {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const place = useWorkflow(({ document }) => placeOf(document, problem))
  const { nodeId, edgeId } = problem
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
      className="focus-inside flex w-full items-start gap-3 rounded-control px-1 py-0.5 text-left text-small hover:bg-hover"
    >
      <span translate="no" className="w-44 shrink-0 truncate font-medium" title={place}>
        {place}
      </span>
      <ProblemLine problem={problem} />
    </button>
  )
}

/** The names of the nodes that a problem is at; of an edge those of both ends. */
function placeOf({ nodes, edges }: WorkflowDocument, { nodeId, edgeId }: WorkflowProblem): string {
  const edge = edges.find(({ id }) => id === edgeId)
  const ids = edge ? [edge.source, edge.target] : [nodeId]
  return ids
    .flatMap((id) => nodes.find((node) => node.id === id) ?? [])
    .map(nameOf)
    .join(' → ')
}
