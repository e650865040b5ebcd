import type { Saving } from '../../data/draft/save'
import { takeMerged, walk } from '../../data/draft/store'
import type { StudioClient } from '../../data/studio'
import { t } from '../../i18n'
import { say } from '../../ui/toast'
import { isWriting, type Writing } from './document'
import type { DocumentStore } from './store'

/** How a text is saved. */
export const savingOf = (client: StudioClient, store: DocumentStore): Saving<Writing> => ({
  client,
  store,
  is: isWriting,
  settle: () => readToTheEnd(store),
})

/** The names that the newest words brought belong into the version: they are waited for, but not for long. */
function readToTheEnd(store: DocumentStore): Promise<void> {
  const isRead = () => store.getState().readOf === store.getState().document
  if (isRead()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      leave()
      resolve()
    }
    const timer = setTimeout(end, 2_000)
    const leave = store.subscribe(() => isRead() && end())
  })
}

/** Both: what was merged stands in the editor as a draft on top of theirs, until the writer saves it or goes back. */
export function keepMerged(store: DocumentStore, document: Writing): void {
  const { stale } = store.getState()
  if (!stale) return
  takeMerged(store, document)
  const { merged } = store.getState()
  say(t('editor.mergedNowSave'), {
    label: t('common.undo'),
    run: () => {
      const { undo } = store.getState()
      if (merged && undo.position === merged.at) walk(store, 'undo')
    },
  })
}
