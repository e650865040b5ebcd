import { useConnection } from '@xyflow/react'
import { CircleAlert } from 'lucide-react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import { refusal } from '../../../../core/workflow/edit/connect'
import { Icon } from '../../../ui/icon'
import { useWorkflow } from '../store'

interface End {
  readonly nodeId: string
  readonly id?: string | null
  readonly type: 'source' | 'target'
}

/** Why the edge that is being drawn cannot end where the pointer is, beside the pointer. */
export function Refusal() {
  const document = useWorkflow((state) => state.document)
  // Only what decides: else every step of the pointer would draw it anew.
  const ends = useConnection(({ fromHandle, toHandle }) =>
    fromHandle && toHandle ? JSON.stringify([fromHandle, toHandle].map(endOf)) : '',
  )
  const at = useConnection(({ pointer }) => (pointer ? `translate(${pointer.x}px, ${pointer.y}px)` : ''))
  const reason = ends === '' ? null : whyNot(document, JSON.parse(ends))
  if (!reason || !at) return null
  return (
    <p role="alert" className="flow-refusal popover" style={{ transform: `${at} translate(16px, 14px)` }}>
      <Icon of={CircleAlert} size={13} className="mt-0.5 text-failed" />
      <span lang="en">{reason}</span>
    </p>
  )
}

const endOf = ({ nodeId, id, type }: End): End => ({ nodeId, id: id ?? null, type })

function whyNot(document: WorkflowDocument, [from, to]: readonly [End, End]): string | null {
  const [source, target] = from.type === 'source' ? [from, to] : [to, from]
  return refusal(document, {
    source: source.nodeId,
    sourcePort: source.id ?? '',
    target: target.nodeId,
    targetPort: target.id ?? '',
  })
}
