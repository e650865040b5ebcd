import { Maximize, PencilLine } from 'lucide-react'
import { keyOf, runCommand } from '../../app/commands'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { KeyCap } from '../../ui/key-cap'
import { Grow, PaneHead } from '../../ui/pane'
import { TitleField } from '../../ui/title-field'
import { RunControls } from './run/controls'
import { useWorkflow } from './store'

interface WorkflowHeadProps {
  title: string
  onRename: (title: string) => void
  onSave: () => void
}

export function WorkflowHead({ title, onRename, onSave }: WorkflowHeadProps) {
  const entityId = useWorkflow((state) => state.entityId)
  const unsaved = useWorkflow((state) => state.unsaved)
  const number = useWorkflow((state) => state.base.versionNumber)
  const saving = useWorkflow((state) => state.saving)
  const stale = useWorkflow((state) => state.stale !== null)
  const off = stale ? t('workflow.chooseFirst') : saving ? t('common.beingSaved') : null
  return (
    <PaneHead contained>
      <TitleField key={title} title={title} onRename={onRename} />
      <span className="flex shrink-0 items-center gap-1.5 text-small whitespace-nowrap text-ink-2 @max-[460px]:hidden">
        {unsaved && <Icon of={PencilLine} size={13} />}
        {unsaved ? t('editor.draftAfter', { number }) : t('editor.version', { number })}
      </span>
      <Grow />
      <Button look="quiet" icon={Maximize} onClick={() => runCommand('canvas.fit')}>
        {t('workflow.fit')}
      </Button>
      <Button onClick={onSave} offBecause={off} aria-label={t('editor.saveVersion')}>
        {t('editor.saveVersion')}
        <span className="@max-[640px]:hidden">
          <KeyCap of={keyOf('version.save') ?? ''} />
        </span>
      </Button>
      <RunControls entityId={entityId} />
    </PaneHead>
  )
}
