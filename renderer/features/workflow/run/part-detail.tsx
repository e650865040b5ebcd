import { Play, X } from 'lucide-react'
import { useState } from 'react'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { duration, money } from '../../../ui/format'
import { Grow } from '../../../ui/pane'
import { remedyOf } from '../../../ui/run-remedy'
import { Segmented } from '../../../ui/segmented'
import { RunBadge } from '../../../ui/status'
import { useWorkflow, useWorkflowStore } from '../store'
import { Body } from './body'
import { runOneNode } from './follow'
import { Origin } from './origin'
import { partLook } from './part-name'
import { useRunStore, useRunView } from './store'

/** The part of the trace in hand: what became of it, what it was given and what it gave. */
export function PartDetail() {
  const { client } = useStudio()
  const store = useRunStore()
  const workflow = useWorkflowStore()
  const [which, setWhich] = useState<'inputs' | 'outputs' | 'origin'>('outputs')
  // The trace is changed in place; a part that changed is another object.
  const part = useRunView(({ trace, partId }) => (partId ? trace.parts.get(partId) : undefined))
  const going = useRunView((state) => state.going)
  const node = useWorkflow(({ document }) => document.nodes.find(({ id }) => id === part?.nodeId))
  if (!part) return null
  const { name } = partLook(new Map(node ? [[node.id, node]] : []))({ part, turn: null })
  const remedy = remedyOf(part)
  const canRun = part.kind === 'node' && !part.path.includes('>')
  return (
    <section
      aria-label={t('workflowRun.detail', { name })}
      className="flex w-[38%] max-w-[640px] min-w-[300px] shrink-0 flex-col border-l border-line"
    >
      <header className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-4">
        <h3 translate="no" className="truncate font-medium">
          {name}
        </h3>
        <RunBadge status={part.status} />
        <Grow />
        {canRun && (
          <Button
            small
            look="quiet"
            icon={Play}
            offBecause={going ? t('workflowRun.underWay') : null}
            onClick={() =>
              void runOneNode(client, store, {
                nodeRunId: part.id,
                document: workflow.getState().document,
              })
            }
          >
            {t('workflowRun.runNode')}
          </Button>
        )}
        <IconButton
          icon={X}
          label={t('workflowRun.closePart')}
          onClick={() => store.setState({ partId: null })}
        />
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto px-4 py-3">
        {remedy && (
          <p lang="en" className="mb-2 text-ink-2">
            {remedy}
          </p>
        )}
        <p className="tabular mb-2 text-small text-ink-3">
          {duration(part.durationMs)}
          {part.cost !== null && `, ${money(part.cost, part.currency ?? undefined)}`}
          {part.model && <span translate="no">, {part.model}</span>}
        </p>
        {part.kind === 'node' && (
          <>
            <div className="mb-2">
              <Segmented
                label={t('workflowRun.givenOrGave')}
                value={which}
                options={[
                  { value: 'inputs', label: t('workflowRun.inputs') },
                  { value: 'outputs', label: t('workflowRun.outputs') },
                  { value: 'origin', label: t('workflowRun.from') },
                ]}
                onChange={setWhich}
              />
            </div>
            {which === 'origin' ? (
              <Origin nodeRunId={part.id} status={part.status} />
            ) : (
              <Body key={`${part.id} ${which}`} nodeRunId={part.id} which={which} status={part.status} />
            )}
          </>
        )}
      </div>
    </section>
  )
}
