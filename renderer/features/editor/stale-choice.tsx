import { GitFork, GitMerge } from 'lucide-react'
import { useState } from 'react'
import { keepMine, takeTheirs } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { MergeView } from './merge/merge-view'
import { keepMerged, savingOf } from './save'
import { useDocument, useDocumentStore } from './store'

/** Somebody saved in between. Both texts are here, and nothing goes on until they are merged or one is chosen. */
export function StaleChoice() {
  const { client } = useStudio()
  const store = useDocumentStore()
  const stale = useDocument((state) => state.stale)
  const base = useDocument((state) => state.base)
  const [merging, setMerging] = useState(false)
  if (!stale) return null
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-theirs px-4 py-2">
      <Icon of={GitFork} className="text-theirs-line" />
      <p className="min-w-0 flex-1 basis-44">{t('editor.savedElsewhere', { number: stale.versionNumber })}</p>
      <Button small look="primary" icon={GitMerge} onClick={() => setMerging(true)}>
        {t('editor.mergeBoth')}
      </Button>
      <Button small onClick={() => void keepMine(savingOf(client, store))}>
        {t('editor.saveMine')}
      </Button>
      <Button small onClick={() => takeTheirs(store)}>
        {t('editor.takeVersion', { number: stale.versionNumber })}
      </Button>
      {merging && (
        <MergeView
          base={base}
          mine={store.getState().document}
          theirs={stale}
          onClose={() => setMerging(false)}
          onMerged={(document) => {
            setMerging(false)
            keepMerged(store, document)
          }}
        />
      )}
    </div>
  )
}
