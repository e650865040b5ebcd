import { Columns3, Rows3, Trash2, Upload } from 'lucide-react'
import { uuidv7 } from 'uuidv7'
import { variableTypes } from '../../../contract/vocabulary'
import { addColumn, addRow, freeColumn, removeColumn, removeRow } from '../../../core/values/set-table'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Grow } from '../../ui/pane'
import { Select } from '../../ui/select'
import { change, moveTo, useSet, useSetStore } from './store'

const offered = variableTypes.filter((type) => type !== 'secret' && type !== 'file' && type !== 'image')

/** What is done to the row and the column in hand. */
export function SetTools({ onLoad }: { onLoad: () => void }) {
  const store = useSetStore()
  const { row, column } = useSet((state) => state.at)
  const inHand = useSet((state) => state.table.columns[state.at.column])
  const moreRow = () => {
    change(store, (was) => addRow(was, uuidv7()))
    moveTo(store, { row: store.getState().table.rows.length - 1, column: Math.max(0, column) })
  }
  const moreColumn = () => {
    change(store, (was) => addColumn(was, freeColumn(was)))
    moveTo(store, { row: -1, column: store.getState().table.columns.length - 1 })
  }
  return (
    <div
      role="toolbar"
      aria-label={t('variableSet.pane')}
      className="flex min-h-[38px] shrink-0 flex-wrap items-center gap-2 border-b border-line px-4"
    >
      <Button small look="quiet" icon={Rows3} onClick={moreRow}>
        {t('variableSet.addRow')}
      </Button>
      <Button small look="quiet" icon={Columns3} onClick={moreColumn}>
        {t('variableSet.addColumn')}
      </Button>
      {row >= 0 && (
        <Button small look="quiet" icon={Trash2} onClick={() => change(store, (was) => removeRow(was, row))}>
          {t('variableSet.removeRow')}
        </Button>
      )}
      {inHand && (
        <>
          <Button
            small
            look="quiet"
            icon={Trash2}
            onClick={() => change(store, (was) => removeColumn(was, column))}
          >
            {t('variableSet.removeColumn')}
          </Button>
          <Select
            look="quiet"
            label={t('variableSet.typeOf', { name: inHand.name })}
            value={inHand.type}
            options={offered.map((type) => ({ value: type, label: t(`ui.type.${type}`) }))}
            onChange={(type) =>
              change(store, (was) => ({ ...was, columns: was.columns.with(column, { ...inHand, type }) }))
            }
          />
        </>
      )}
      <Grow />
      <Button small icon={Upload} onClick={onLoad}>
        {t('variableSet.load')}
      </Button>
    </div>
  )
}
