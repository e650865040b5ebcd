import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { t } from '../../../i18n'
import type { CanvasNode } from './flow'
import { summaryOf } from './size'

/** Words on the canvas: italic, a rule at the left, no box. */
export const Note = memo(function Note({ data: { node }, selected }: NodeProps<CanvasNode>) {
  const text = summaryOf(node)
  return (
    <div className="flow-note" data-chosen={selected || undefined} translate={text ? 'no' : undefined}>
      {text || t('workflow.emptyNote')}
    </div>
  )
})
