import { Collapsible } from '@base-ui/react/collapsible'
import { useReactFlow } from '@xyflow/react'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import type { WorkflowProblem } from '../../../../core/workflow/problems'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { nameOf } from '../canvas/look'
import { choose, useWorkflow, useWorkflowStore } from '../store'
import { ProblemLine } from './problem-line'

/** So many at once: a graph of a thousand nodes may have as many problems. */
const page = 50

/** Everything that is wrong with the workflow; each leads to its place on the canvas. */
export function ProblemsList() {
  const problems = useWorkflow((state) => state.problems)
  const [most, setMost] = useState(page)
  if (problems.length === 0) return null
  const errors = problems.filter(({ level }) => level === 'error').length
  const sorted = [...problems].sort((a, b) => a.level.localeCompare(b.level))
  return (
    <Collapsible.Root
      render={<section aria-label={t('editor.problemsList')} />}
      className="shrink-0 border-t border-line"
    >
      <Collapsible.Trigger className="focus-inside flex h-8 w-full items-center gap-1.5 px-3 text-left text-small font-strong hover:bg-hover [&[data-panel-open]_svg]:rotate-90">
        <Icon of={ChevronRight} size={13} />
        <span className="flex-1">{t('workflow.problems', { count: problems.length })}</span>
        {errors > 0 && (
          <span className="font-normal text-failed">{t('nodeForm.stopRun', { count: errors })}</span>
        )}
      </Collapsible.Trigger>
      <Collapsible.Panel className="max-h-[34vh] overflow-auto pb-2">
        <ul>
          {sorted.slice(0, most).map((problem) => (
            <li
              key={`${problem.nodeId} ${problem.edgeId} ${problem.code} ${problem.field} ${problem.message}`}
            >
              <Row problem={problem} />
            </li>
          ))}
        </ul>
        {problems.length > most && (
          <button
            type="button"
            onClick={() => setMost(most + page)}
            className="mx-3 h-6 rounded-control px-1 text-small text-ink-2 underline hover:text-ink"
          >
            {t('editor.moreProblems', { count: problems.length - most })}
          </button>
        )}
      </Collapsible.Panel>
    </Collapsible.Root>
  )
}

function Row({ problem }: { problem: WorkflowProblem }) {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const place = useWorkflow(({ document }) => placeOf(document, problem))
  const go = () => {
    const { document } = store.getState()
    const edge = document.edges.find(({ id }) => id === problem.edgeId)
    const id = problem.nodeId ?? problem.edgeId
    if (id) choose(store, [id])
    const seen = problem.nodeId ? [problem.nodeId] : edge ? [edge.source, edge.target] : []
    const nodes = seen.map((each) => ({ id: each }))
    if (nodes.length > 0) void flow.fitView({ nodes, maxZoom: Math.max(1, flow.getZoom()), padding: 0.4 })
  }
  return (
    <button
      type="button"
      onClick={go}
      className="focus-inside flex w-full flex-col gap-0.5 px-3 py-1 text-left hover:bg-hover"
    >
      <span translate="no" className="max-w-full truncate pl-5 text-caption text-ink-3">
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
