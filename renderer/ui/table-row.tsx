import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { Icon } from './icon'

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

export interface RowHandlers {
  readonly onPress: (id: string, event: MouseEvent) => void
  readonly onFocus: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onMenu: (id: string, event: MouseEvent<HTMLElement>) => void
  readonly onDrag: (id: string, data: DataTransfer) => void
}

interface RowProps<T> {
  id: string
  name: string
  item: T
  columns: readonly Column<T>[]
  index: number
  top: number
  here: boolean
  chosen: boolean
  inTab: boolean
  drags: boolean
  on: RowHandlers
}

const templateOf = <T,>(columns: readonly Column<T>[]) => columns.map((column) => column.width).join(' ')

function TableRow<T>({ id, item, columns, index, here, chosen, on, ...props }: RowProps<T>) {
  return (
    <tr
      data-row={id}
      aria-rowindex={index + 2}
      aria-label={props.name}
      aria-selected={here || chosen}
      draggable={props.drags}
      onDragStart={(event) => on.onDrag(id, event.dataTransfer)}
      onMouseDown={(event) => on.onPress(id, event)}
      tabIndex={props.inTab ? 0 : -1}
      onFocus={() => on.onFocus(id)}
      onDoubleClick={() => on.onOpen(id)}
      onContextMenu={(event) => on.onMenu(id, event)}
      className={clsx(
        'focus-inside absolute inset-x-0 grid h-(--h-row) items-center gap-x-3 border-b border-line pr-4 pl-3.5',
        chosen && 'bg-select',
        here
          ? 'border-l-2 border-l-mark-line bg-select-idle group-focus-within/table:bg-select'
          : 'border-l-2 border-l-transparent hover:bg-hover',
      )}
      style={{ gridTemplateColumns: templateOf(columns), top: props.top }}
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
}

/** Drawn anew only when it changes itself: scrolling draws the rows that come into view. */
export const Row = memo(TableRow) as typeof TableRow

export function Heads<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <thead className="sticky top-0 z-[var(--z-sticky)] block bg-paper">
      <tr
        className="grid h-8 items-center gap-x-3 border-b border-line-strong pr-4 pl-4 text-caption text-ink-3"
        style={{ gridTemplateColumns: templateOf(columns) }}
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
