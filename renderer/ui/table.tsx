import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { type Column, Heads, Row, type RowHandlers } from './table-row'
import { useRowHeight } from './use-row-height'
import { useWidth } from './use-width'

export type { Column } from './table-row'

interface TableProps<T> {
  label: string
  columns: readonly Column<T>[]
  items: readonly T[]
  idOf: (item: T) => string
  nameOf: (item: T) => string
  selected: string | null
  onSelect: (id: string) => void
  onOpen: (id: string) => void
  /** Keys that mean something to a row beside moving, choosing and opening; true where it was one. */
  onRowKey?: (id: string, event: KeyboardEvent<HTMLElement>) => boolean
  /** The pointer asked for the row's menu. */
  onMenu?: (id: string, event: MouseEvent<HTMLElement>) => void
  /** Several rows at once: Control or Shift with a click or an arrow, Space, Control A; Escape lets go. */
  chosen?: ReadonlySet<string>
  onChoose?: (ids: ReadonlySet<string>) => void
  onChooseAll?: () => void
  /** What a dragged row carries. */
  onDrag?: (id: string, data: DataTransfer) => void
  /** The last rows came into view; fetch the next page. */
  onEnd?: () => void
  total?: number | null
  /** Other rows are on their way. */
  busy?: boolean
  footer?: ReactNode
}

const HEAD = 32

/** Rows of 28 with hairlines, only those in view drawn. Arrows move, Enter or a double click opens. */
export function Table<T>(props: TableProps<T>) {
  const { label, items, idOf, selected, onSelect, onOpen, onEnd } = props
  const scroll = useRef<HTMLDivElement>(null)
  const [outer, width] = useWidth()
  const rowHeight = useRowHeight()
  const columns = useMemo(
    () => props.columns.filter((column) => !column.fromWidth || width >= column.fromWidth),
    [props.columns, width],
  )
  const at = items.findIndex((item) => idOf(item) === selected)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The head stays above the rows and covers what scrolls below it.
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    // The selected row stays in the document: the focus may be on it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return at === -1 || shown.includes(at) ? shown : [...shown, at].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured for another height is forgotten.
  useLayoutEffect(() => rows.measure(), [rowHeight])
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    // The further one has come, the quicker one scrolls: the next page is there before its rows are.
    const ahead = Math.min(100, items.length / 4)
    if (items.length > 0 && last >= items.length - ahead) onEnd?.()
  }, [last, items.length, onEnd])

  const moveTo = (index: number) => {
    const target = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!target) return
    onSelect(idOf(target))
    rows.scrollToIndex(items.indexOf(target))
    requestAnimationFrame(() => rowOf(scroll.current, idOf(target))?.focus({ preventScroll: true }))
  }
  const lastFocus = useLastFocus(scroll, items.map(idOf))
  const anchor = useRef<string | null>(null)
  const choice = useChoice(props, anchor)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.dataset.row : undefined
    // A field inside a row keeps its keys.
    if (!row || choice.onKey(event) || props.onRowKey?.(row, event)) return
    const step = steps(Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight))[event.key]
    if (step) {
      event.preventDefault()
      const to = Math.max(0, Math.min(items.length - 1, step(at, items.length)))
      moveTo(to)
      choice.walkedTo(to, event.shiftKey)
    } else if (event.key === 'Enter' && selected) {
      onOpen(selected)
    }
  }

  const handlers = useHandlers({
    onPress: choice.onPress,
    onFocus: (id) => {
      lastFocus.current = id
      if (id !== selected) onSelect(id)
    },
    onOpen,
    onMenu: (id, event) => props.onMenu?.(id, event),
    onDrag: (id, data) => props.onDrag?.(id, data),
  })

  return (
    <div ref={outer} className="flex min-h-0 flex-1 flex-col">
      <div ref={scroll} className="group/table min-h-0 flex-1 overflow-auto">
        <table
          aria-label={label}
          aria-busy={props.busy}
          aria-rowcount={props.total === null ? -1 : (props.total ?? items.length) + 1}
          aria-colcount={columns.length}
          onKeyDown={onKeyDown}
          className="block"
        >
          <Heads columns={columns} />
          <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
            {visible.map(({ index, start }) => {
              const item = items[index]
              if (!item) return null
              const id = idOf(item)
              const here = id === selected
              return (
                <Row
                  key={id}
                  id={id}
                  name={props.nameOf(item)}
                  item={item}
                  columns={columns}
                  index={index}
                  top={start - HEAD}
                  here={here}
                  chosen={props.chosen?.has(id) ?? false}
                  inTab={here || (at === -1 && index === 0)}
                  drags={props.onDrag !== undefined}
                  on={handlers}
                />
              )
            })}
          </tbody>
        </table>
      </div>
      {props.footer}
    </div>
  )
}

/** The same functions for as long as the table stands, so that a row is drawn anew only when it changes. */
function useHandlers(now: RowHandlers): RowHandlers {
  const latest = useRef(now)
  latest.current = now
  return useMemo(
    () => ({
      onPress: (id, event) => latest.current.onPress(id, event),
      onFocus: (id) => latest.current.onFocus(id),
      onOpen: (id) => latest.current.onOpen(id),
      onMenu: (id, event) => latest.current.onMenu(id, event),
      onDrag: (id, data) => latest.current.onDrag(id, data),
    }),
    [],
  )
}

/** Which rows are chosen beside the one in hand; nothing happens where the table has no choice. */
function useChoice<T>(props: TableProps<T>, anchor: React.RefObject<string | null>) {
  const { items, idOf, selected, chosen = none, onChoose, onChooseAll } = props
  const range = (from: string | null, to: string): ReadonlySet<string> => {
    const ids = items.map(idOf)
    const [a, b] = [ids.indexOf(from ?? to), ids.indexOf(to)].sort((left, right) => left - right)
    return new Set(ids.slice(Math.max(a ?? 0, 0), (b ?? 0) + 1))
  }
  const toggle = (id: string) => {
    const next = new Set(chosen.size === 0 && selected ? [selected] : chosen)
    if (!next.delete(id)) next.add(id)
    onChoose?.(next)
  }
  return {
    /** Before the focus moves, so that `selected` is still where a range begins. */
    onPress(id: string, event: MouseEvent) {
      if (!onChoose || event.button !== 0) return
      if (event.shiftKey) return onChoose(range(anchor.current ?? selected, id))
      anchor.current = id
      if (event.ctrlKey || event.metaKey) toggle(id)
      // A chosen row may be about to be dragged along with the others.
      else if (chosen.size > 0 && !chosen.has(id)) onChoose(none)
    },
    walkedTo(index: number, extend: boolean) {
      const item = items[index]
      if (!onChoose || !item) return
      if (!extend) anchor.current = idOf(item)
      anchor.current ??= selected
      if (extend) onChoose(range(anchor.current, idOf(item)))
    },
    /** True where the key was for the choice. */
    onKey(event: KeyboardEvent): boolean {
      if (!onChoose) return false
      const all = (event.ctrlKey || event.metaKey) && event.key === 'a'
      if (all) onChooseAll?.()
      else if (event.key === ' ' && selected) toggle(selected)
      else if (event.key === 'Escape' && chosen.size > 0) onChoose(none)
      else return false
      event.preventDefault()
      return true
    },
  }
}

const none: ReadonlySet<string> = new Set()

/** Where the row that had the focus is gone, the one in hand takes it: the keyboard stays in the table. */
function useLastFocus(scroll: React.RefObject<HTMLElement | null>, ids: readonly string[]) {
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (last.current === null || ids.includes(last.current)) return
    last.current = null
    if (document.activeElement === document.body) {
      scroll.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true })
    }
  })
  return last
}

const rowOf = (scroll: HTMLElement | null, id: string) =>
  scroll?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)

const steps = (page: number): Record<string, (at: number, length: number) => number> => ({
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at) => at + page,
  PageUp: (at) => at - page,
  Home: () => 0,
  End: (_, length) => length - 1,
})
