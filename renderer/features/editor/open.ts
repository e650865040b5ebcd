import { begin, type Opening, useOpened } from '../../data/draft/open'
import { learnHead } from '../../data/draft/store'
import { isWriting } from './document'
import { type DocumentStore, openedStore, openStore } from './store'

const opening: Opening<DocumentStore> = {
  opened: openedStore,
  open: async (client, detail, draft) => {
    const begun = await begin(client, detail, draft, {
      is: isWriting,
      refusal: 'Only templates and contexts can be written.',
    })
    const store = openedStore(detail.id) ?? openStore(detail.id, begun)
    learnHead(store, detail, isWriting)
    return store
  },
  learn: (store, detail) => learnHead(store, detail, isWriting),
}

/** Opens a template or context with the draft that was left on it. */
export const useOpenItem = (id: string) => useOpened(id, opening)
