import { useVirtualizer } from '@tanstack/react-virtual'
import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { t } from '../../../i18n'
import { duration } from '../../../ui/format'
import { useWorkflow, useWorkflowStore } from '../store'
import { takePart } from './part-in-hand'
import { partLook } from './part-name'
import { useRunStore, useRunView } from './store'
import { TraceLine } from './trace-line'
import { spanOf, type TraceRow, tickOf, traceRows } from './trace-rows'

const rowHeight = 22
/** A trace that grows is laid out anew this often, not at each event. */
const calmMs = 120

/** The trace of the run as a tree with numbers, or against the time. The row in hand is the node in hand. */
export function TraceList({ view }: { view: 'timeline' | 'tree' }) {
  const store = useRunStore()
  const workflow = useWorkflowStore()
  const flow = useReactFlow()
  const partId = useRunView((state) => state.partId)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const { rows, span } = useRows(folded)
  const nodes = useWorkflow((state) => state.document.nodes)
  const lookOf = useMemo(() => partLook(new Map(nodes.map((node) => [node.id, node]))), [nodes])
  const scroll = useRef<HTMLDivElement>(null)
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  const at = rows.findIndex(({ part }) => part.id === partId)
  const take = (row: TraceRow | undefined) => {
    if (!row) return
    takePart({ run: store, workflow, flow }, row.part)
  }
  const fold = (id: string, shut: boolean) =>
    setFolded((before) => {
      const next = new Set(before)
      if (shut) next.add(id)
      else next.delete(id)
      return next
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    const page = Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight)
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }
    const to = steps[event.key]
    if (to !== undefined) {
      const next = Math.max(0, Math.min(rows.length - 1, to))
      take(rows[next])
      lines.scrollToIndex(next)
    } else if (event.key === 'ArrowRight' && row?.below) fold(row.part.id, false)
    else if (event.key === 'ArrowLeft' && row?.below) fold(row.part.id, true)
    else return
    event.preventDefault()
  }
  // What was taken in hand on the canvas is shown, also where it lies in a part that is folded.
  useEffect(
    () => setFolded((before) => withoutAround(before, store.getState().trace.parts, partId)),
    [partId, store],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that come must not pull the list.
  useEffect(() => {
    if (at >= 0) lines.scrollToIndex(at)
  }, [partId, at < 0])
  const shown = lines.getVirtualItems()
  const active = rows[at]?.part.id
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {view === 'timeline' ? <Scale span={span} /> : <TreeHeads />}
      <div
        ref={scroll}
        role="tree"
        aria-label={t('workflowRun.trace')}
        aria-activedescendant={
          active && shown.some(({ index }) => index === at) ? `part-${active}` : undefined
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="focus-inside min-h-0 flex-1 overflow-auto"
      >
        <div className="relative" role="presentation" style={{ height: lines.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <TraceLine
                key={row.part.id}
                row={row}
                look={lookOf(row)}
                top={start}
                view={view}
                span={span}
                here={row.part.id === partId}
                folded={folded.has(row.part.id)}
                onTake={() => take(row)}
                onFold={(shut) => fold(row.part.id, shut)}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** The folded parts but for those around this one. */
function withoutAround(
  folded: ReadonlySet<string>,
  parts: ReadonlyMap<string, { readonly parentId: string | null }>,
  id: string | null,
): ReadonlySet<string> {
  const around = new Set<string>()
  for (let at = id && parts.get(id)?.parentId; at && !around.has(at); at = parts.get(at)?.parentId)
    around.add(at)
  const rest = [...folded].filter((each) => !around.has(each))
  return rest.length === folded.size ? folded : new Set(rest)
}

/** The lines of the trace, a breath behind it. */
function useRows(folded: ReadonlySet<string>) {
  const trace = useRunView((state) => state.trace)
  const parts = useRunView((state) => state.parts)
  const going = useRunView((state) => state.going)
  const [seen, setSeen] = useState(parts)
  useEffect(() => {
    if (!going) return setSeen(parts)
    const timer = setTimeout(() => setSeen(parts), calmMs)
    return () => clearTimeout(timer)
  }, [parts, going])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trace is changed in place; `seen` says when.
  return useMemo(
    () => ({ rows: traceRows(trace.parts, folded), span: withRoom(spanOf(trace.parts, Date.now())) }),
    [trace, folded, seen],
  )
}

/** Behind the last bar there is room for its time. */
const withRoom = ({ from, until }: { readonly from: number; readonly until: number }) => ({
  from,
  until: until + (until - from) * 0.16,
  now: until,
})

function Scale({ span }: { span: { from: number; until: number } }) {
  const length = span.until - span.from
  const tick = tickOf(length)
  const ticks = Array.from({ length: Math.floor(length / tick) + 1 }, (_, at) => at * tick).filter(
    (at) => at / length < 0.94,
  )
  return (
    <div aria-hidden className="run-line h-[22px] shrink-0 border-b border-line text-caption text-ink-3">
      <span />
      <span className="relative">
        {ticks.map((at) => (
          <span
            key={at}
            className="tabular absolute border-l border-line pl-1 leading-[22px] whitespace-nowrap"
            style={{ left: `${(at / length) * 100}%` }}
          >
            {duration(at)}
          </span>
        ))}
      </span>
      <span />
    </div>
  )
}

const TreeHeads = () => (
  <div
    aria-hidden
    className="run-line h-[22px] shrink-0 border-b border-line text-caption leading-[22px] text-ink-3"
    data-view="tree"
  >
    <span className="px-4">{t('workflowRun.part')}</span>
    <span>{t('runs.columnStatus')}</span>
    <span className="text-right">{t('runs.columnTime')}</span>
    <span className="text-right">{t('workflowRun.tokens')}</span>
    <span className="pr-4 text-right">{t('ui.ledger.cost')}</span>
  </div>
)
