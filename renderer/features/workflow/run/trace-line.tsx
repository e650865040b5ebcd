import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { t } from '../../../i18n'
import { count, duration, money, none } from '../../../ui/format'
import { Icon } from '../../../ui/icon'
import { RunStatus, runWord } from '../../../ui/status'
import type { PartLook } from './part-name'
import { endOf, type TraceRow } from './trace-rows'

interface TraceLineProps {
  row: TraceRow
  look: PartLook
  top: number
  view: 'timeline' | 'tree'
  span: { readonly from: number; readonly until: number; readonly now: number }
  here: boolean
  folded: boolean
  onTake: () => void
  onFold: (shut: boolean) => void
}

const quiet = new Set(['success', 'queued'])

/** One part of a trace: its name where it belongs, and what it took. */
export const TraceLine = memo(
  function TraceLine({ row, look, top, view, span, here, folded, onTake, onFold }: TraceLineProps) {
    const { part, depth, below } = row
    return (
      // The list has the keys.
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes them.
      // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus.
      <div
        role="treeitem"
        id={`part-${part.id}`}
        aria-level={depth + 1}
        aria-selected={here}
        aria-expanded={below > 0 ? !folded : undefined}
        aria-label={`${look.name}, ${runWord(part.status)}, ${duration(part.durationMs)}`}
        data-view={view}
        data-family={look.family}
        onClick={onTake}
        className="run-line absolute inset-x-0 h-[22px] text-small hover:bg-hover aria-selected:bg-select"
        style={{ transform: `translateY(${top}px)` }}
      >
        <span className="flex min-w-0 items-center gap-1.5 pl-2" style={{ paddingLeft: 8 + depth * 16 }}>
          {below > 0 ? (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t(folded ? 'workflowRun.openPart' : 'workflowRun.foldPart', { name: look.name })}
              onClick={(event) => {
                event.stopPropagation()
                onFold(!folded)
              }}
              className="grid size-4 shrink-0 place-items-center"
            >
              <Icon of={folded ? ChevronRight : ChevronDown} size={13} />
            </button>
          ) : (
            <span className="w-4 shrink-0" />
          )}
          {look.icon && <Icon of={look.icon} size={13} className="run-glyph" />}
          <span translate="no" className="truncate">
            {look.name}
          </span>
        </span>
        {view === 'tree' ? <Numbers part={part} /> : <Bar part={part} span={span} />}
      </div>
    )
  },
  (a, b) =>
    a.row.part === b.row.part &&
    a.row.depth === b.row.depth &&
    a.row.below === b.row.below &&
    a.look.name === b.look.name &&
    a.look.family === b.look.family &&
    a.top === b.top &&
    a.view === b.view &&
    a.span === b.span &&
    a.here === b.here &&
    a.folded === b.folded,
)

function Numbers({ part }: { part: TraceRow['part'] }) {
  const { status, durationMs, inputTokens, outputTokens, cost, currency } = part
  const tokens =
    inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0)
  return (
    <>
      <RunStatus status={status} />
      <span className="tabular text-right">{duration(durationMs)}</span>
      <span className="tabular text-right">{tokens === null ? none : count(tokens)}</span>
      <span className="tabular pr-4 text-right">
        {cost === null ? none : money(cost, currency ?? undefined)}
      </span>
    </>
  )
}

function Bar({ part, span }: { part: TraceRow['part']; span: TraceLineProps['span'] }) {
  const length = span.until - span.from
  const from = (Date.parse(part.startedAt) - span.from) / length
  const to = (endOf(part, span.now) - span.from) / length
  return (
    <>
      <span className="relative">
        <span
          className="run-bar"
          data-status={part.status}
          style={{ left: `${from * 100}%`, width: `max(3px, ${(to - from) * 100}%)` }}
        />
        <span
          className="tabular absolute px-1.5 leading-[22px] whitespace-nowrap text-ink-2"
          style={{ left: `calc(${to * 100}% + 2px)` }}
        >
          {quiet.has(part.status) ? duration(part.durationMs) : runWord(part.status)}
        </span>
      </span>
      <span className="tabular pr-4 text-right text-ink-2">
        {part.cost === null ? '' : money(part.cost, part.currency ?? undefined)}
      </span>
    </>
  )
}
