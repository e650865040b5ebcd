import { Trash2 } from 'lucide-react'
import type { WorkflowNode } from '../../../../contract/workflow'
import { isKnownKind } from '../../../../core/workflow/registry'
import { PaneEdge, usePaneWidth } from '../../../app/pane-edge'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/field'
import { nameOf } from '../canvas/look'
import { removeChosen } from '../edits'
import { faces } from '../faces'
import { changeOne, useWorkflow, useWorkflowStore } from '../store'

/** What is in hand on the canvas, and how it is filled in. */
export function Inspector() {
  const width = usePaneWidth('inspector')
  const count = useWorkflow((state) => state.chosen.size)
  const node = useWorkflow(({ document, chosen }) =>
    chosen.size === 1 ? (document.nodes.find(({ id }) => chosen.has(id)) ?? null) : null,
  )
  return (
    <aside
      aria-label={t('workflow.inspector')}
      className="relative flex w-[312px] shrink-0 flex-col border-l border-line bg-panel"
      style={width}
    >
      <div className="min-h-0 flex-1 overflow-auto">
        {node ? (
          <OneNode key={node.id} node={node} />
        ) : (
          <p className="px-5 py-4 text-ink-2">
            {count === 0 ? t('workflow.nothingChosen') : t('workflow.chosen', { count })}
          </p>
        )}
      </div>
      <PaneEdge pane="inspector" at="left" />
    </aside>
  )
}

function OneNode({ node }: { node: WorkflowNode }) {
  const store = useWorkflowStore()
  const face = isKnownKind(node.kind) ? faces[node.kind] : null
  const Form = face?.Form
  return (
    <div className="space-y-4 px-5 py-4">
      <TextField
        label={t('common.name')}
        note={face ? t(face.name) : t('workflow.unknownKind')}
        value={node.label}
        placeholder={nameOf({ ...node, label: '' })}
        maxLength={200}
        onChange={(event) => changeOne(store, node.id, { label: event.target.value })}
      />
      {Form && (
        <Form
          node={node}
          onSettings={(change) => changeOne(store, node.id, { settings: { ...node.settings, ...change } })}
        />
      )}
      <Button look="dangerous" icon={Trash2} onClick={() => removeChosen(store)}>
        {t('workflow.remove')}
      </Button>
    </div>
  )
}
