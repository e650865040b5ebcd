import { PencilLine } from 'lucide-react'
import { keyOf } from '../../app/commands'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { Grow, PaneHead } from '../../ui/pane'
import { TitleField } from '../../ui/title-field'
import { useSet } from './store'

interface SetHeadProps {
  title: string
  onRename: (title: string) => void
  onSave: () => void
}

export function SetHead({ title, onRename, onSave }: SetHeadProps) {
  const unsaved = useSet((state) => state.unsaved)
  const number = useSet((state) => state.base.versionNumber)
  const saving = useSet((state) => state.saving)
  const stale = useSet((state) => state.stale !== null)
  const off = stale
    ? t('variableSet.chooseFirst')
    : saving
      ? t('common.beingSaved')
      : unsaved
        ? null
        : t('variableSet.nothingToSave')
  return (
    <PaneHead>
      <TitleField key={title} title={title} onRename={onRename} />
      <span className="flex shrink-0 items-center gap-1.5 text-small whitespace-nowrap text-ink-2">
        {unsaved && <Icon of={PencilLine} size={13} />}
        {unsaved ? t('editor.draftAfter', { number }) : t('editor.version', { number })}
      </span>
      <Grow />
      <Button onClick={onSave} keys={keyOf('version.save')} offBecause={off}>
        {t('editor.saveVersion')}
      </Button>
    </PaneHead>
  )
}
