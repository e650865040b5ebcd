import { GitCompare, GitFork } from 'lucide-react'
import { useState } from 'react'
import { keepMine, takeTheirs } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Icon } from '../../ui/icon'
import { TwoCanvases } from './compare/two-canvases'
import { savingOf } from './open'
import { useWorkflow, useWorkflowStore } from './store'

/** Somebody saved in between. Both graphs are here, and nothing goes on until one is chosen. */
export function StaleChoice() {
  const { client } = useStudio()
  const store = useWorkflowStore()
  const stale = useWorkflow((state) => state.stale)
  const mine = useWorkflow((state) => state.document)
  const [comparing, setComparing] = useState(false)
  if (!stale) return null
  const number = stale.versionNumber
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-theirs px-4 py-2">
      <Icon of={GitFork} className="text-theirs-line" />
      <p className="min-w-0 flex-1 basis-44">{t('workflow.savedElsewhere', { number })}</p>
      <Button small icon={GitCompare} onClick={() => setComparing(true)}>
        {t('workflow.compareBoth')}
      </Button>
      <Button small look="primary" onClick={() => void keepMine(savingOf(client, store))}>
        {t('editor.saveMine')}
      </Button>
      <Button small onClick={() => takeTheirs(store)}>
        {t('editor.takeVersion', { number })}
      </Button>
      <Dialog
        open={comparing}
        onClose={() => setComparing(false)}
        title={t('workflow.compareBoth')}
        wide
        reading
        foot={<Button onClick={() => setComparing(false)}>{t('common.close')}</Button>}
      >
        <TwoCanvases
          before={stale.document}
          after={mine}
          names={[t('editor.theirs', { number }), t('editor.inEditor')]}
        />
      </Dialog>
    </div>
  )
}
