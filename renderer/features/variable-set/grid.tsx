import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import {
  appendRows,
  cellText,
  cellValue,
  pasteBlock,
  removeColumn,
  removeRow,
  renameColumn,
  setCell,
  wrongName,
} from '../../../core/values/set-table'
import { readBlock, readTable, refuseValue } from '../../../core/values/table'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { useRowHeight } from '../../ui/use-row-height'
import { useWidth } from '../../ui/use-width'
import { type CellInput, GridCell } from './cell'
import { steps } from './keys'
import { type CellAt, change, moveTo, useSet, useSetStore } from './store'

const headHeight = 32
/** Columns share the room there is, within these. */
const [leastWidth, mostWidth] = [180, 480]
const numberWidth = 64

/** What is seen, and the cell in hand: the focus may be on it. */
const withCell = (at: number) => (range: Range) => {
  const shown = defaultRangeExtractor(range)
  return at < 0 || shown.includes(at) ? shown : [...shown, at].sort((a, b) => a - b)
}

/** The rows of a set by their columns, a cell in hand, only what is in view drawn. */
export function Grid({ label }: { label: string }) {
  const store = useSetStore()
  const table = useSet((state) => state.table)
  const at = useSet((state) => state.at)
  const [input, setInput] = useState<CellInput | null>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [outer, room] = useWidth()
  const share = Math.floor((room - numberWidth) / Math.max(1, table.columns.length))
  const columnWidth = Math.max(leastWidth, Math.min(mostWidth, share))
  const rows = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: withCell(at.row),
  })
  const columns = useVirtualizer({
    count: table.columns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => columnWidth,
    horizontal: true,
    overscan: 2,
    scrollMargin: numberWidth,
    scrollPaddingStart: numberWidth,
    rangeExtractor: withCell(at.column),
  })
  const focusIsHere = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured for other sizes is forgotten.
  useLayoutEffect(() => {
    rows.measure()
    columns.measure()
  }, [rowHeight, columnWidth])

  // The cell in hand has the focus wherever it is moved to, once it is drawn.
  useEffect(() => {
    if (!focusIsHere.current || input) return
    if (at.row >= 0) rows.scrollToIndex(at.row)
    if (at.column >= 0) columns.scrollToIndex(at.column)
    const frame = requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>('[data-at]')?.focus({ preventScroll: true }),
    )
    return () => cancelAnimationFrame(frame)
  }, [at, input, rows, columns])

  const go = (to: CellAt) => moveTo(store, to)
  const textAt = ({ row, column }: CellAt): string => {
    const name = table.columns[column]?.name
    if (name === undefined) return ''
    return row === -1 ? name : cellText(table.rows[row]?.values[name])
  }

  const begin = (cell: CellAt, text: string | null) => {
    if (cell.column < 0) return
    go(cell)
    setInput({ text: text ?? textAt(cell), problem: null })
  }

  /** What was typed goes into the cell; false where it cannot, and the field stays. */
  const settle = (text: string): boolean => {
    const column = table.columns[at.column]
    if (!column) return true
    const refused = at.row === -1 ? wrongName(table, at.column, text.trim()) : refuseValue(text)
    if (refused) {
      setInput({ text, problem: refused })
      return false
    }
    setInput(null)
    if (text === textAt(at)) return true
    change(store, (was) =>
      at.row === -1
        ? renameColumn(was, at.column, text.trim())
        : setCell(was, at.row, column.name, cellValue(column, text)),
    )
    return true
  }

  const clear = () => {
    const name = table.columns[at.column]?.name
    if (at.row === -1 && at.column >= 0) change(store, (was) => removeColumn(was, at.column))
    else if (at.column === -1 && at.row >= 0) change(store, (was) => removeRow(was, at.row))
    else if (name !== undefined && textAt(at) !== '')
      change(store, (was) => setCell(was, at.row, name, undefined))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (input || event.altKey) return
    const command = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2)
    const to = steps(event, at, { rows: table.rows.length, columns: table.columns.length, page })
    if (to) go(to)
    else if (event.key === 'Enter' || event.key === 'F2') begin(at, null)
    else if (event.key === 'Delete' || event.key === 'Backspace') clear()
    else if (event.key.length === 1 && !command) begin(at, event.key)
    else return
    event.preventDefault()
  }

  const onPaste = (event: ClipboardEvent) => {
    if (input) return
    event.preventDefault()
    const text = event.clipboardData.getData('text/plain')
    if (text === '') return
    // Into the head, or where there is nothing yet, a whole table with its own head is meant.
    if (at.row === -1) {
      const read = readTable(text)
      if ('problem' in read) sayProblem(read.problem)
      else change(store, (was) => appendRows(was, read, uuidv7))
      return
    }
    const block = readBlock(text)
    const refused = block.flat().map(refuseValue).find(Boolean)
    if (refused) return sayProblem(refused)
    change(store, (was) => pasteBlock(was, { row: at.row, column: Math.max(0, at.column) }, block, uuidv7))
  }

  const onCopy = (event: ClipboardEvent) => {
    if (input) return
    event.preventDefault()
    const row = table.rows[at.row]
    const line = table.columns.map(({ name }) => (at.row === -1 ? name : cellText(row?.values[name])))
    event.clipboardData.setData('text/plain', at.column === -1 ? line.join('\t') : textAt(at))
  }

  const seen = columns.getVirtualItems()
  const width = numberWidth + table.columns.length * columnWidth
  const cell = (row: number, column: number, left: number) => (
    <GridCell
      key={column}
      row={row}
      column={column}
      left={left}
      width={column === -1 ? numberWidth : columnWidth}
      text={column === -1 ? (row === -1 ? '' : `${row + 1}`) : textAt({ row, column })}
      of={table.columns[column]}
      value={row === -1 ? null : table.rows[row]?.values[table.columns[column]?.name ?? '']}
      here={at.row === row && at.column === column}
      input={at.row === row && at.column === column ? input : null}
      onPress={() => {
        if (at.row !== row || at.column !== column) go({ row, column })
      }}
      onEdit={() => begin({ row, column }, null)}
      onSettle={(text, then) => {
        if (settle(text) && then) go({ row: row + then.down, column: column + then.right })
      }}
      onCancel={() => setInput(null)}
    />
  )
  const line = (row: number) => [cell(row, -1, 0), ...seen.map(({ index, start }) => cell(row, index, start))]

  return (
    <div ref={outer} className="flex min-h-0 flex-1 flex-col">
      <div ref={scroll} className="min-h-0 flex-1 overflow-auto">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is written in is a grid.
          role="grid"
          aria-label={label}
          aria-rowcount={table.rows.length + 1}
          aria-colcount={table.columns.length + 1}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onCopy={onCopy}
          onFocus={() => {
            focusIsHere.current = true
          }}
          onBlur={(event) => {
            // A cell that was scrolled away loses the focus to nothing: it is still here.
            if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
              focusIsHere.current = false
          }}
          className="block"
          style={{ width, minWidth: '100%' }}
        >
          <thead className="sticky top-0 z-[var(--z-sticky)] block bg-panel">
            <tr
              aria-rowindex={1}
              className="relative block border-b border-line-strong"
              style={{ height: headHeight }}
            >
              {line(-1)}
            </tr>
          </thead>
          <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => (
              <tr
                key={table.rows[index]?.key ?? index}
                aria-rowindex={index + 2}
                className="absolute inset-x-0 block border-b border-line"
                style={{ top: start - headHeight, height: rowHeight }}
              >
                {line(index)}
              </tr>
            ))}
          </tbody>
        </table>
        <span className="sr-only" role="status">
          {input?.problem ??
            t('variableSet.cellOf', { row: at.row + 1, column: table.columns[at.column]?.name ?? '' })}
        </span>
      </div>
    </div>
  )
}
