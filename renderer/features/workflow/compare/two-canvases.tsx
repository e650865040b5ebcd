import { ReactFlow, ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import { type Change, diffWorkflows, type WorkflowDiff } from '../../../../core/workflow/diff'
import { t } from '../../../i18n'
import { edgeTypes, nodeTypes } from '../canvas/canvas'
import { type CanvasEdge, type CanvasNode, canvasEdges, canvasNodes } from '../canvas/flow'
import { nameOf } from '../canvas/look'
import { noRun, RunContext } from '../run/store'
import '../canvas/canvas.css'
import './compare.css'

interface TwoCanvasesProps {
  before: WorkflowDocument
  after: WorkflowDocument
  /** What the two are called; null where there is one to be looked at. */
  names: readonly [string, string] | null
}

type Views = { readonly left: (view: Viewport) => void; readonly right: (view: Viewport) => void }

/** Two graphs beside each other: what was added, removed, changed or moved is coloured; both are moved as one. */
export function TwoCanvases({ before, after, names }: TwoCanvasesProps) {
  const diff = useMemo(() => diffWorkflows(before, after), [before, after])
  const views = useRef<Partial<Views>>({})
  const show = (side: keyof Views) => (view: Viewport) => views.current[side]?.(view)
  const hold = (side: keyof Views) => (view: Views[keyof Views]) => {
    views.current = { ...views.current, [side]: view }
  }
  if (!names) {
    return (
      <Sheet label={t('workflow.graph')}>
        <Still document={after} changes={null} onMove={() => undefined} onHold={hold('left')} />
      </Sheet>
    )
  }
  return (
    <div className="space-y-3">
      <div className="flex gap-3">
        <Sheet label={names[0]} caption>
          <Still document={before} changes={diff} onMove={show('right')} onHold={hold('left')} />
        </Sheet>
        <Sheet label={names[1]} caption>
          <Still document={after} changes={diff} onMove={show('left')} onHold={hold('right')} />
        </Sheet>
      </div>
      <Differences diff={diff} />
    </div>
  )
}

function Sheet({
  label,
  caption,
  children,
}: {
  label: string
  caption?: boolean
  children: React.ReactNode
}) {
  return (
    <section aria-label={label} className="min-w-0 flex-1">
      {caption && <h3 className="mb-1 text-small text-ink-2">{label}</h3>}
      <div className="h-[46vh] border border-line">
        <RunContext value={noRun}>
          <ReactFlowProvider>{children}</ReactFlowProvider>
        </RunContext>
      </div>
    </section>
  )
}

interface StillProps {
  document: WorkflowDocument
  changes: WorkflowDiff | null
  /** Somebody moved this sheet. */
  onMove: (view: Viewport) => void
  /** Hands over how this sheet is moved by the other one. */
  onHold: (move: (view: Viewport) => void) => void
}

const none: ReadonlySet<string> = new Set()

/** A graph that is only looked at. */
function Still({ document, changes, onMove, onHold }: StillProps) {
  const flow = useReactFlow()
  onHold((view) => void flow.setViewport(view))
  const nodes = useMemo((): CanvasNode[] => {
    const kinds = new Map(changes?.nodes.map(({ id, change }) => [id, change]))
    return canvasNodes(document, none, []).map((node) => coloured(node, kinds.get(node.id)))
  }, [document, changes])
  const edges = useMemo((): CanvasEdge[] => {
    const kinds = new Map(changes?.edges.map(({ id, change }) => [id, change]))
    return canvasEdges(document, none, []).map((edge) => coloured(edge, kinds.get(edge.id)))
  }, [document, changes])
  return (
    <div className="flow h-full">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onMove={(event, view) => event && onMove(view)}
        fitView
        minZoom={0.05}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        panOnScroll
        proOptions={{ hideAttribution: true }}
      />
    </div>
  )
}

const coloured = <T extends CanvasNode | CanvasEdge>(item: T, change: Change | undefined): T =>
  change && change !== 'same' ? { ...item, className: `flow-${change}` } : item

/** The same in words: what was added, removed, changed and moved. */
function Differences({ diff }: { diff: WorkflowDiff }) {
  const nodes = diff.nodes.filter(({ change }) => change !== 'same')
  const edges = (change: Change) => diff.edges.filter((edge) => edge.change === change).length
  const same = nodes.length === 0 && diff.edges.every(({ change }) => change === 'same')
  if (same) return <p className="text-ink-2">{t('workflow.noDifference')}</p>
  return (
    <ul aria-label={t('workflow.differences')} className="text-small">
      {nodes.map(({ id, change, before, after, fields }) => (
        <li key={id} className="flex gap-2 py-0.5">
          <span className={`flow-word flow-word-${change}`}>{t(`workflow.change.${change}`)}</span>
          <span translate={(after ?? before)?.label ? 'no' : undefined}>
            {nameOf(after ?? before ?? { label: '', kind: '' })}
          </span>
          {fields.length > 0 && (
            <span className="truncate text-ink-3" translate="no">
              {fields.map(({ path }) => path).join(', ')}
            </span>
          )}
        </li>
      ))}
      {(['added', 'removed', 'changed'] as const).map((change) =>
        edges(change) > 0 ? (
          <li key={change} className="flex gap-2 py-0.5">
            <span className={`flow-word flow-word-${change}`}>{t(`workflow.change.${change}`)}</span>
            <span>{t('workflow.edges', { count: edges(change) })}</span>
          </li>
        ) : null,
      )}
    </ul>
  )
}
