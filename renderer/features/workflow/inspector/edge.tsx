import { ArrowRight } from 'lucide-react'
import type { WorkflowEdge } from '../../../../contract/workflow'
import { changeEdge, portOf } from '../../../../core/workflow/edit/connect'
import { nodesById } from '../../../../core/workflow/edit/nodes'
import { readNode } from '../../../../core/workflow/registry'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/field'
import { Icon } from '../../../ui/icon'
import { nameOf } from '../canvas/look'
import { ExpressionField } from '../faces/expression-field'
import { choose, useWorkflow, useWorkflowStore } from '../store'
import { OwnProblems } from './own-problems'
import { PlaceOfForm } from './place'

/** One edge: what it joins, when it carries, and what is written on it. */
export default function OneEdge({ edge }: { edge: WorkflowEdge }) {
  const store = useWorkflowStore()
  const { id, condition = '', label = '' } = edge
  const problem = useWorkflow(
    ({ problems }) => problems.find((each) => each.edgeId === id && each.field === 'condition')?.message,
  )
  const put = (change: Partial<Pick<WorkflowEdge, 'condition' | 'label'>>) =>
    edit(store, (document) => changeEdge(document, id, change))
  return (
    <PlaceOfForm edgeId={id}>
      <div className="space-y-3 px-4 py-4">
        <h3 className="font-medium">{t('nodeForm.edge.title')}</h3>
        <div className="flex items-center gap-1.5">
          <End nodeId={edge.source} port={edge.sourcePort} way="outputs" />
          <Icon of={ArrowRight} size={13} className="text-ink-3" />
          <End nodeId={edge.target} port={edge.targetPort} way="inputs" />
        </div>
        <OwnProblems shownElsewhere />
        <ExpressionField
          label={t('nodeForm.edge.condition')}
          hint={t('nodeForm.edge.hint')}
          source={condition}
          problem={problem}
          onChange={(source) => put({ condition: source })}
        />
        <TextField
          label={t('nodeForm.edge.label')}
          note={t('common.optional')}
          value={label}
          maxLength={200}
          onChange={({ target }) => put({ label: target.value })}
        />
      </div>
    </PlaceOfForm>
  )
}

interface EndProps {
  nodeId: string
  port: string
  way: 'inputs' | 'outputs'
}

/** A node at an end of the edge; pressing it takes it in hand. */
function End({ nodeId, port, way }: EndProps) {
  const store = useWorkflowStore()
  const node = useWorkflow(({ document }) => nodesById(document).get(nodeId))
  if (!node) return <span className="text-small text-failed">{t('nodeForm.edge.gone')}</span>
  const type = portOf(readNode(node)[way], port)?.type
  return (
    <Button
      small
      look="plain"
      className="min-w-0 shrink! flex-1 flex-col items-start! h-auto! py-1"
      onClick={() => choose(store, [nodeId])}
    >
      <span translate="no" className="max-w-full truncate">
        {nameOf(node)}
      </span>
      <span className="max-w-full truncate font-mono text-caption text-ink-3">
        <span translate="no">{port}</span>
        {type ? `, ${t(`nodeForm.kind.${type.kind}`)}` : ''}
      </span>
    </Button>
  )
}
