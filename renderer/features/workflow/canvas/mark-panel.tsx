import type { WorkflowNode } from '../../../../contract/workflow'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Dialog, DialogActions } from '../../../ui/dialog'
import { MarkChoices } from '../../../ui/mark-choices'
import { nodesInHand, showPanel, useWorkflow, useWorkflowStore } from '../store'

/** Colour and icon of the nodes in hand; each choice is shown at once and is a step to be taken back. */
export function MarkPanel() {
  const store = useWorkflowStore()
  const open = useWorkflow(({ panel }) => panel?.is === 'mark')
  const first = useWorkflow(({ document, chosen }) => document.nodes.find(({ id }) => chosen.has(id)))
  const ids = nodesInHand(store.getState())
  const mark = (change: Marks) =>
    edit(store, (document) => ({
      ...document,
      nodes: document.nodes.map((node) => (ids.has(node.id) ? marked(node, change) : node)),
    }))
  const close = () => showPanel(store, null)
  return (
    <Dialog open={open && ids.size > 0} onClose={close} title={t('workflow.markNodes', { count: ids.size })}>
      <div className="space-y-4">
        <MarkChoices
          colour={first?.colour ?? null}
          icon={first?.icon ?? null}
          onColour={(colour) => mark({ colour: colour ?? undefined })}
          onIcon={(icon) => mark({ icon: icon ?? undefined })}
        />
      </div>
      <DialogActions>
        <Button onClick={close}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

interface Marks {
  readonly colour?: string | undefined
  readonly icon?: string | undefined
}

/** The node with these marks; one that is undefined is taken away. */
function marked(node: WorkflowNode, change: Marks): WorkflowNode {
  const { colour, icon, ...rest } = { ...node, ...change }
  return { ...rest, ...(colour ? { colour } : {}), ...(icon ? { icon } : {}) }
}
