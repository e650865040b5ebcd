import { Ellipsis, FolderInput, Tag, Trash2, X } from 'lucide-react'
import { pointAt, type RowEffects } from '../../app/row-menu'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import type { MenuPoint } from '../../ui/menu'
import { Grow, useLate } from '../../ui/pane'

interface BulkBarProps {
  count: number
  total: number
  /** A change of them is under way. */
  changing: boolean
  effects: RowEffects
  onAll: () => void
  onClear: () => void
  onMenu: (at: MenuPoint) => void
}

/** What can be done to all that is chosen; stands where the filter stood. */
export function BulkBar({ count, total, changing, effects, onAll, onClear, onMenu }: BulkBarProps) {
  const late = useLate(changing)
  return (
    <div
      role="toolbar"
      aria-label={t('library.chosenItems')}
      className="flex h-[38px] shrink-0 items-center gap-2 border-b border-line bg-select-idle px-4"
    >
      <span role="status" className="font-medium">
        {late ? t('library.changing', { count }) : t('library.chosen', { count })}
      </span>
      {count < total && (
        <Button look="quiet" small onClick={onAll}>
          {t('library.chooseAll', { count: total })}
        </Button>
      )}
      <Grow />
      <Button small icon={Tag} onClick={() => effects['row.tag']?.run()}>
        {t('library.tag')}
      </Button>
      <Button small icon={FolderInput} onClick={() => effects['row.move']?.run()}>
        {t('library.move')}
      </Button>
      <Button small look="dangerous" icon={Trash2} keys="Delete" onClick={() => effects['row.trash']?.run()}>
        {t('library.delete')}
      </Button>
      <IconButton
        icon={Ellipsis}
        label={t('library.moreToDo')}
        aria-haspopup="menu"
        onClick={(event) => onMenu(pointAt(event.currentTarget))}
      />
      <IconButton icon={X} label={t('library.chooseNone')} keys="Escape" onClick={onClear} />
    </div>
  )
}
