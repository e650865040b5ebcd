import { GitFork } from 'lucide-react'
import { useState } from 'react'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Icon } from '../../ui/icon'
import { keepMine, takeTheirs } from './save'
import { useDocument, useDocumentStore } from './store'
import { TwoTexts } from './two-texts'

/** Somebody saved in between. Both texts are here, and nothing goes on until one is chosen. */
export function StaleChoice() {
  const { client } = useStudio()
  const store = useDocumentStore()
  const stale = useDocument((state) => state.stale)
  const mine = useDocument((state) => state.document)
  const [comparing, setComparing] = useState(false)
  if (!stale) return null
  const choices = (
    <>
      <Button small onClick={() => void keepMine(client, store)}>
        {t('editor.saveMine')}
      </Button>
      <Button small onClick={() => takeTheirs(store)}>
        {t('editor.takeVersion', { number: stale.versionNumber })}
      </Button>
    </>
  )
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-theirs px-4 py-2">
      <Icon of={GitFork} className="text-theirs-line" />
      <p className="min-w-0 flex-1 basis-44">{t('editor.savedElsewhere', { number: stale.versionNumber })}</p>
      {choices}
      <Button small look="quiet" onClick={() => setComparing(true)}>
        {t('editor.seeBoth')}
      </Button>
      <Dialog
        open={comparing}
        onClose={() => setComparing(false)}
        title={t('editor.twoTexts')}
        wide
        foot={choices}
      >
        <TwoTexts
          mine={mine}
          theirs={stale.document}
          names={[t('editor.mine'), t('editor.theirs', { number: stale.versionNumber })]}
        />
      </Dialog>
    </div>
  )
}
