import clsx from 'clsx'
import { memo, useEffect, useRef, useState } from 'react'
import type { Variable } from '../../../contract/template'
import { cellProblem } from '../../../core/values/set-table'
import { t } from '../../i18n'
import { Mark } from '../../ui/mark'

/** What is being typed into the cell in hand. */
export interface CellInput {
  readonly text: string
  /** Why it was not taken. */
  readonly problem: string | null
}

interface GridCellProps {
  row: number
  column: number
  left: number
  width: number
  text: string
  of: Variable | undefined
  value: unknown
  here: boolean
  input: CellInput | null
  onPress: () => void
  onEdit: () => void
  onSettle: (text: string, then: { down: number; right: number } | null) => void
  onCancel: () => void
}

/** What there is to say of a cell beside its text. */
function saidOf({ row, column, text, of, value, here }: GridCellProps) {
  if (row === -1) return { scope: 'col', ...(column === -1 && { 'aria-label': t('variableSet.rowNumbers') }) }
  if (column === -1) return { scope: 'row' }
  const problem = of ? cellProblem(of, value) : null
  const title = problem ?? (text.length > 20 ? text.slice(0, 1000) : undefined)
  return { role: 'gridcell', 'aria-selected': here, title, ...(problem && { 'aria-invalid': true }) }
}

function Cell(props: GridCellProps) {
  const { row, column, left, width, text, of, here, input } = props
  const said = saidOf(props)
  const isNumber = column === -1
  const Element = row === -1 || isNumber ? 'th' : 'td'
  return (
    <Element
      {...said}
      translate={isNumber ? undefined : 'no'}
      aria-colindex={column + 2}
      data-at={here || undefined}
      tabIndex={here ? 0 : -1}
      onFocus={props.onPress}
      onMouseDown={props.onPress}
      onDoubleClick={props.onEdit}
      style={{ width, ...(isNumber ? {} : { left }) }}
      className={clsx(
        'focus-inside h-full truncate border-r border-line px-2.5 text-left leading-(--h-row) font-regular whitespace-pre',
        row === -1 ? 'flex items-center' : 'block',
        isNumber ? 'sticky left-0 z-1 bg-panel text-right text-caption text-ink-3 tabular' : 'absolute top-0',
        Element === 'td' && 'font-mono text-[12.5px] no-ligatures',
        here && 'bg-select',
        'aria-invalid' in said && 'border-b-2 border-b-failed',
      )}
    >
      {input ? (
        <CellField
          key={column}
          input={input}
          name={of?.name ?? ''}
          onSettle={props.onSettle}
          onCancel={props.onCancel}
        />
      ) : row === -1 && of ? (
        <Mark name={text} />
      ) : (
        text.slice(0, 300)
      )}
    </Element>
  )
}

/** Drawn anew only when it changes itself. */
export const GridCell = memo(
  Cell,
  (before, after) =>
    before.text === after.text &&
    before.value === after.value &&
    before.here === after.here &&
    before.input === after.input &&
    before.of === after.of &&
    before.left === after.left &&
    before.row === after.row &&
    !after.here &&
    before.column === after.column,
)

interface CellFieldProps extends Pick<GridCellProps, 'onSettle' | 'onCancel'> {
  input: CellInput
  name: string
}

/** Enter takes it and goes down, Tab takes it and goes on, Alt and Enter begins a line, Esc leaves all as it was. */
function CellField({ input, name, onSettle, onCancel }: CellFieldProps) {
  const [text, setText] = useState(input.text)
  const field = useRef<HTMLTextAreaElement>(null)
  const done = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was not taken is written on in the same field.
  useEffect(() => {
    done.current = false
    const { current } = field
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [input])
  const settle = (then: { down: number; right: number } | null) => {
    done.current = true
    onSettle(text, then)
  }
  return (
    <>
      <textarea
        ref={field}
        aria-label={t('variableSet.valueOf', { name })}
        aria-invalid={input.problem ? true : undefined}
        rows={Math.min(8, text.split('\n').length)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (!done.current) settle(null)
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') {
            event.preventDefault()
            done.current = true
            onCancel()
          } else if (event.key === 'Enter' && event.altKey) {
            event.preventDefault()
            event.currentTarget.setRangeText(
              '\n',
              event.currentTarget.selectionStart,
              event.currentTarget.selectionEnd,
              'end',
            )
            setText(event.currentTarget.value)
          } else if (event.key === 'Enter' || event.key === 'Tab') {
            event.preventDefault()
            const back = event.shiftKey ? -1 : 1
            settle(event.key === 'Enter' ? { down: back, right: 0 } : { down: 0, right: back })
          }
        }}
        className="focus-inside absolute inset-x-0 top-0 z-2 min-h-full resize-none bg-raised px-2 py-1 font-mono text-[12.5px] leading-5 no-ligatures shadow-2"
      />
      {input.problem && (
        <p
          role="alert"
          className="absolute top-full left-0 z-2 w-max max-w-72 bg-raised px-2 py-1 text-small whitespace-normal text-failed shadow-2"
        >
          {input.problem}
        </p>
      )}
    </>
  )
}
