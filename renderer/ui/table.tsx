import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './icon'
import { useWidth } from './use-width'

export interface Column<T> {
  key: string
  head: string
  /** A grid track: `90px`, `minmax(160px, 1fr)`. */
  width: string
  right?: boolean
  /** Left out where the table is narrower than this. */
  fromWidth?: number
  sorted?: 'up' | 'down' | undefined
  onSort?: (() => void) | undefined
  cell: (item: T) => ReactNode
}

interface TableProps<T> {
  label: string
  columns: readonly Column<T>[]
  items: readonly T[]
  idOf: (item: T) => string
  nameOf: (item: T) => string
  selected: string | null
  onSelect: (id: string) => void
  onOpen: (id: string) => void
  onDelete?: (id: string) => void
  /** Several rows at once: Control or Shift with a click or an arrow, Space, Control A; Escape lets go. */
  chosen?: ReadonlySet<string>
  onChoose?: (ids: ReadonlySet<string>) => void
  onChooseAll?: () => void
  /** What a dragged row carries. */
  onDrag?: (id: string, data: DataTransfer) => void
  /** The last rows came into view; fetch the next page. */
  onEnd?: () => void
  total?: number
  footer?: ReactNode
}

const ROW = 28
const HEAD = 32

/** Rows of 28 with hairlines, only those in view drawn. Arrows move, Enter or a double click opens. */
export function Table<T>(props: TableProps<T>) {
  const { label, items, idOf, selected, onSelect, onOpen, onEnd } = props
  const scroll = useRef<HTMLDivElement>(null)
  const [outer, width] = useWidth()
  const columns = props.columns.filter((column) => !column.fromWidth || width >= column.fromWidth)
  const template = columns.map((column) => column.width).join(' ')
  const at = items.findIndex((item) => idOf(item) === selected)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
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
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 20) onEnd?.()
  }, [last, items.length, onEnd])

  const moveTo = (index: number) => {
    const target = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!target) return
    onSelect(idOf(target))
    rows.scrollToIndex(items.indexOf(target))
    requestAnimationFrame(() => rowOf(scroll.current, idOf(target))?.focus({ preventScroll: true }))
  }
  const anchor = useRef<string | null>(null)
  const choice = useChoice(props, anchor)
  const onKeyDown = (event: KeyboardEvent) => {
    if (choice.onKey(event)) return
    const step = steps(Math.floor((scroll.current?.clientHeight ?? 0) / ROW))[event.key]
    if (step) {
      event.preventDefault()
      const to = Math.max(0, Math.min(items.length - 1, step(at, items.length)))
      moveTo(to)
      choice.walkedTo(to, event.shiftKey)
    } else if (event.key === 'Enter' && selected && event.target instanceof HTMLElement) {
      if (event.target.dataset.row) onOpen(selected)
    } else if (event.key === 'Delete' && selected && props.onDelete) {
      // The focus moves on before its row goes.
      moveTo(at + 1 < items.length ? at + 1 : at - 1)
      props.onDelete(selected)
    }
  }

  return (
    <div ref={outer} className="flex min-h-0 flex-1 flex-col">
      <div ref={scroll} className="group/table min-h-0 flex-1 overflow-auto">
        <table
          aria-label={label}
          aria-rowcount={(props.total ?? items.length) + 1}
          aria-colcount={columns.length}
          onKeyDown={onKeyDown}
          className="block"
        >
          <Heads columns={columns} template={template} />
          <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
            {visible.map(({ index, start }) => {
              const item = items[index]
              if (!item) return null
              const id = idOf(item)
              const here = id === selected
              return (
                <tr
                  key={id}
                  data-row={id}
                  aria-rowindex={index + 2}
                  aria-label={props.nameOf(item)}
                  aria-selected={here || (props.chosen?.has(id) ?? false)}
                  draggable={props.onDrag !== undefined}
                  onDragStart={(event) => props.onDrag?.(id, event.dataTransfer)}
                  onMouseDown={(event) => choice.onPress(id, event)}
                  tabIndex={here || (at === -1 && index === 0) ? 0 : -1}
                  onFocus={() => !here && onSelect(id)}
                  onDoubleClick={() => onOpen(id)}
                  className={clsx(
                    'focus-inside absolute inset-x-0 grid h-7 items-center gap-x-3 border-b border-line pr-4 pl-3.5',
                    props.chosen?.has(id) && 'bg-select',
                    here
                      ? 'border-l-2 border-l-mark-line bg-select-idle group-focus-within/table:bg-select'
                      : 'border-l-2 border-l-transparent hover:bg-hover',
                  )}
                  style={{ gridTemplateColumns: template, top: start - HEAD }}
                >
                  {columns.map((column) => (
                    <td
                      key={column.key}
                      className={clsx('min-w-0 truncate text-[12.5px]', column.right && 'tabular text-right')}
                    >
                      {column.cell(item)}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {props.footer}
    </div>
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
    onPress(id: string, event: React.MouseEvent) {
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

function Heads<T>({ columns, template }: { columns: readonly Column<T>[]; template: string }) {
  return (
    <thead className="sticky top-0 z-[var(--z-sticky)] block bg-paper">
      <tr
        className="grid h-8 items-center gap-x-3 border-b border-line-strong pr-4 pl-4 text-caption text-ink-3"
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            aria-sort={column.sorted ? (column.sorted === 'up' ? 'ascending' : 'descending') : undefined}
            className={clsx('min-w-0 truncate font-regular', column.right ? 'text-right' : 'text-left')}
          >
            {column.onSort ? (
              <button
                type="button"
                onClick={column.onSort}
                className={clsx(
                  'inline-flex h-6 items-center gap-1 rounded-control',
                  column.sorted && 'font-medium text-ink',
                )}
              >
                {column.sorted && <Icon of={column.sorted === 'up' ? ArrowUp : ArrowDown} size={13} />}
                {column.head}
              </button>
            ) : (
              column.head
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}
