import { ChevronDown, ChevronUp } from 'lucide-react'
import { type LibraryColumn, libraryColumns } from '../../../contract/vocabulary'
import { prefer, usePreferences, usualColumns } from '../../app/preferences'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Switch } from '../../ui/switch'
import { columnName } from './columns'
import { toggled } from './filters'

/** Which columns the list shows, and in which order; kept for the profile, in every workspace. */
export function ColumnsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const shown = usePreferences((chosen) => chosen.libraryColumns)
  const show = (columns: readonly LibraryColumn[]) => prefer({ libraryColumns: columns })
  const others = libraryColumns.filter((column) => !shown.includes(column))
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('library.columns')}
      foot={
        <>
          <Button onClick={() => show(usualColumns)}>{t('library.usualColumns')}</Button>
          <Button look="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p className="mb-2 text-ink-2">{t('library.columnsHint')}</p>
      <ul>
        {[...shown, ...others].map((column) => {
          const at = shown.indexOf(column)
          const name = columnName(column)
          return (
            <li key={column} className="flex h-9 items-center gap-2 border-b border-line">
              <Switch label={name} checked={at !== -1} onChange={() => show(toggled(shown, column))} />
              <span className="flex-1">{name}</span>
              <IconButton
                icon={ChevronUp}
                label={t('library.columnEarlier', { name })}
                disabled={at <= 0}
                onClick={() => show(swapped(shown, at, at - 1))}
              />
              <IconButton
                icon={ChevronDown}
                label={t('library.columnLater', { name })}
                disabled={at === -1 || at === shown.length - 1}
                onClick={() => show(swapped(shown, at, at + 1))}
              />
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

function swapped<T>(values: readonly T[], from: number, to: number): T[] {
  const moved = values[from]
  return moved === undefined ? [...values] : values.toSpliced(from, 1).toSpliced(to, 0, moved)
}
