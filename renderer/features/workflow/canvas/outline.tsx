import { useReactFlow } from '@xyflow/react'
import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow'
import { topologicalOrder } from '../../../../core/workflow/order'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { useWorkflow, useWorkflowStore } from '../store'
import { useView } from '../view'
import { nameOf, shapeOf } from './look'
import { showNode } from './use-canvas-commands'

/** The graph as a list in the order in which it runs: what each node takes from and gives to. */
export function Outline() {
  const shown = useView((view) => view.outline)
  return shown ? <List /> : null
}

function List() {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const wrong = useWorkflow((state) => state.wrong)
  const nodes = inOrder(document)
  const names = new Map(document.nodes.map((node) => [node.id, nameOf(node)]))
  return (
    <section
      aria-label={t('workflow.outline')}
      className="absolute inset-y-3 left-3 z-[var(--z-pane)] mb-12 flex w-72 flex-col popover"
    >
      <h2 className="border-b border-line px-3 py-2 font-strong">{t('workflow.outline')}</h2>
      {nodes.length === 0 && <p className="px-3 py-2 text-ink-3">{t('workflow.emptyTitle')}</p>}
      <ol className="min-h-0 flex-1 overflow-auto py-1">
        {nodes.map((node) => {
          const icon = shapeOf(node)
          const to = document.edges.filter(({ source }) => source === node.id)
          return (
            <li key={node.id}>
              <button
                type="button"
                aria-pressed={chosen.has(node.id)}
                onClick={() => showNode(store, flow, node.id)}
                className={`focus-inside flex w-full flex-col px-3 py-1 text-left hover:bg-hover ${chosen.has(node.id) ? 'bg-select' : ''}`}
              >
                <span className="flex items-center gap-2">
                  {icon && <Icon of={icon} size={13} className="text-ink-2" />}
                  <span className="truncate font-medium" translate={node.label ? 'no' : undefined}>
                    {nameOf(node)}
                  </span>
                  {wrong.has(node.id) && (
                    <span className="text-caption text-failed">
                      {t('workflow.problems', { count: wrong.get(node.id) ?? 0 })}
                    </span>
                  )}
                </span>
                {to.length > 0 && (
                  <span className="truncate text-caption text-ink-3">
                    {t('workflow.leadsTo', {
                      names: to.map(({ target }) => names.get(target) ?? '').join(', '),
                    })}
                  </span>
                )}
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function inOrder(document: WorkflowDocument): WorkflowNode[] {
  const place = new Map(topologicalOrder(document).order.map((id, index) => [id, index]))
  const of = ({ id }: WorkflowNode) => place.get(id) ?? Number.POSITIVE_INFINITY
  return [...document.nodes].sort((a, b) => (of(a) === of(b) ? 0 : of(a) - of(b)))
}
