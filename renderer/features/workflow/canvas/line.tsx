import { type EdgeProps, getBezierPath, Position } from '@xyflow/react'
import { memo } from 'react'
import { useEdgeRun } from '../run/node-tells'
import type { CanvasEdge } from './flow'
import { returnPath } from './return-path'

/** How wide a letter on an edge is. */
const letter = 6.2
const mostLetters = 28
/** What leads further back than this goes round by the line between, as the eye does at the end of a line. */
const back = 40

/** An edge with what stands on it. */
export const Line = memo(function Line(props: EdgeProps<CanvasEdge>) {
  const { source, target, sourceX, sourceY, targetX, targetY, selected, data } = props
  const run = useEdgeRun(source, target)
  const returns = targetX < sourceX - back
  const [path, x, y] = returns
    ? returnPath({ sourceX, sourceY, targetX, targetY })
    : getBezierPath({
        sourceX,
        sourceY,
        targetX,
        targetY,
        sourcePosition: Position.Right,
        targetPosition: Position.Left,
      })
  const says = data?.says || (returns ? '↵' : '')
  return (
    <>
      <path className="flow-edge" d={path} data-chosen={selected || undefined} data-run={run} />
      <path className="flow-edge-reach" d={path} />
      {says && <Plate x={x} y={y} text={says} />}
    </>
  )
})

/** What somebody wrote, or named a port. */
const notOurs = { translate: 'no' }

function Plate({ x, y, text }: { x: number; y: number; text: string }) {
  const shown = text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text
  const width = shown.length * letter + 10
  return (
    <g {...notOurs} className="flow-plate" transform={`translate(${x} ${y})`}>
      <rect x={-width / 2} y={-9} width={width} height={18} rx={4} />
      <text textAnchor="middle" dominantBaseline="central">
        {shown}
      </text>
    </g>
  )
}
