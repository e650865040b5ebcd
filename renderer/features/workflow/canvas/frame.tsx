import { Handle, type NodeProps, NodeResizer, Position } from '@xyflow/react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { changeOne, useWorkflowStore } from '../store'
import { type CanvasNode, foldedPort } from './flow'
import { nameOf } from './look'

/** A group: a frame around nodes, or a box in their place. */
export const Frame = memo(function Frame({ id, data: { node }, selected }: NodeProps<CanvasNode>) {
  const store = useWorkflowStore()
  const { folded = false } = node
  return (
    <div
      className="flow-group"
      data-chosen={selected || undefined}
      data-folded={folded || undefined}
      data-family={node.colour}
    >
      {selected && !folded && (
        <NodeResizer
          minWidth={120}
          minHeight={80}
          onResizeEnd={(_, { x, y, width, height }) => changeOne(store, id, { x, y, width, height })}
        />
      )}
      <div className="flow-group-head">
        <button
          type="button"
          tabIndex={-1}
          aria-label={t(folded ? 'workflow.openGroup' : 'workflow.foldGroup', { name: nameOf(node) })}
          aria-expanded={!folded}
          onClick={() => changeOne(store, id, { folded: !folded })}
          className="nodrag grid size-6 place-items-center rounded-control hover:bg-hover"
        >
          <Icon of={folded ? ChevronRight : ChevronDown} size={13} />
        </button>
        <span className="flow-name" data-long translate={node.label ? 'no' : undefined}>
          {nameOf(node)}
        </span>
      </div>
      {folded && (
        <>
          <Handle
            id={foldedPort.in}
            type="target"
            position={Position.Left}
            isConnectable={false}
            className="port"
          />
          <Handle
            id={foldedPort.out}
            type="source"
            position={Position.Right}
            isConnectable={false}
            className="port"
          />
        </>
      )}
    </div>
  )
})
