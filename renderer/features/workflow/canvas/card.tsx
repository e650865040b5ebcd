import type { NodeProps } from '@xyflow/react'
import { CircleAlert, CircleHelp } from 'lucide-react'
import { memo } from 'react'
import type { WorkflowNode } from '../../../../contract/workflow'
import { isKnownKind, readNode } from '../../../../core/workflow/registry'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { faces } from '../faces'
import { NodeTells, useNodeRun } from '../run/node-tells'
import { useWorkflow } from '../store'
import { useDetail } from './detail'
import type { CanvasNode } from './flow'
import { nameOf, shapeOf } from './look'
import { Ports } from './port'
import { isCut, isLongName, summaryOf } from './size'

/** A node: what it is called, what was written into it, and what is wrong with it. */
export const Card = memo(function Card({ id, data: { node }, selected }: NodeProps<CanvasNode>) {
  const wrong = useWorkflow(({ wrong }) => wrong.get(id) ?? 0)
  const run = useNodeRun(id)
  const detail = useDetail()
  const face = isKnownKind(node.kind) ? faces[node.kind] : null
  return (
    <div
      className="flow-card"
      {...run.look}
      data-chosen={selected || undefined}
      data-state={wrong > 0 ? 'wrong' : undefined}
      data-family={node.colour ?? face?.family}
    >
      {detail !== 'block' && <Head node={node} whole={detail === 'full'} />}
      {detail === 'full' && <Body node={node} wrong={wrong} said={run.said} tells={run.tells} />}
    </div>
  )
})

function Head({ node, whole }: { node: WorkflowNode; whole: boolean }) {
  return (
    <div className="flow-head">
      <span className="flow-glyph">
        <Icon of={shapeOf(node) ?? CircleHelp} size={13} />
      </span>
      {whole && (
        <span
          className="flow-name"
          data-long={isLongName(node) || undefined}
          translate={node.label ? 'no' : undefined}
        >
          {nameOf(node)}
        </span>
      )}
    </div>
  )
}

interface BodyProps {
  readonly node: WorkflowNode
  readonly wrong: number
  readonly said: string
  readonly tells: boolean
}

function Body({ node, wrong, said, tells }: BodyProps) {
  const { inputs, outputs } = readNode(node)
  const summary = summaryOf(node)
  return (
    <>
      {(said || summary) && (
        <p
          className={said ? 'flow-text flow-said' : 'flow-text'}
          data-long={said || isCut(node) ? '' : undefined}
          translate="no"
        >
          {said || summary}
        </p>
      )}
      <div className="flow-foot">
        {tells ? (
          <NodeTells id={node.id} />
        ) : wrong > 0 ? (
          <>
            <Icon of={CircleAlert} size={13} className="text-failed" />
            <span>{t('workflow.problems', { count: wrong })}</span>
          </>
        ) : (
          <span className="text-ink-3">
            {isKnownKind(node.kind) ? t(faces[node.kind].name) : t('workflow.unknownKind')}
          </span>
        )}
      </div>
      <Ports ports={inputs} at="in" />
      <Ports ports={outputs} at="out" />
    </>
  )
}
