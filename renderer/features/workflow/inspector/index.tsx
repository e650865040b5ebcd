import { Trash2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { PaneEdge, usePaneWidth } from '../../../app/pane-edge'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { removeChosen } from '../edits'
import { useWorkflow, useWorkflowStore } from '../store'
import { OneNode } from './node'
import { Several } from './several'
import { Whole } from './whole'

/** It has an editor for its condition: fetched with the first edge that is chosen. */
const OneEdge = lazy(() => import('./edge'))

/** What is in hand on the canvas and how it is filled in; with nothing in hand the workflow itself. */
export function Inspector() {
  const store = useWorkflowStore()
  const width = usePaneWidth('inspector')
  const some = useWorkflow((state) => state.chosen.size > 0)
  return (
    <aside
      aria-label={t('workflow.inspector')}
      className="relative flex w-[312px] shrink-0 flex-col border-l border-line bg-panel"
      style={width}
    >
      <div className="min-h-0 flex-1 overflow-auto">
        {some ? <InHand /> : <Whole />}
        {some && (
          <div className="p-4">
            <Button small look="dangerous" icon={Trash2} onClick={() => removeChosen(store)}>
              {t('workflow.remove')}
            </Button>
          </div>
        )}
      </div>
      <PaneEdge pane="inspector" at="left" />
    </aside>
  )
}

function InHand() {
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const nodes = document.nodes.filter(({ id }) => chosen.has(id))
  const edges = document.edges.filter(({ id }) => chosen.has(id))
  const [node] = nodes
  const [edge] = edges
  if (node && nodes.length === 1 && edges.length === 0) return <OneNode key={node.id} node={node} />
  if (edge && nodes.length === 0 && edges.length === 1) {
    return (
      <Suspense>
        <OneEdge key={edge.id} edge={edge} />
      </Suspense>
    )
  }
  return <Several nodes={nodes} edges={edges.length} />
}
