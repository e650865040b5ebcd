import { uuidv7 } from 'uuidv7'
import { type Keeping, useKept } from '../../data/draft/keep'
import { surely } from '../../data/problem'
import type { DocumentStore, OpenDocument } from './store'

const keeping: Keeping<OpenDocument> = {
  touched: (now, before) =>
    now.document !== before.document ||
    now.values !== before.values ||
    now.extras !== before.extras ||
    now.base !== before.base,
  send: async (client, { entityId, base, document, values, extras, undo }) => {
    const draft = {
      commandId: uuidv7(),
      entityId,
      baseVersionId: base.versionId,
      document,
      values: { ...values },
      extras,
      undo: { steps: [...undo.steps], position: undo.position },
    }
    const { keptAt } = await surely(() => client.draft.keep(draft))
    return keptAt
  },
}

/** Writes the draft behind the writer, with what stands in its form. */
export const useKeptDraft = (store: DocumentStore): void => useKept(store, keeping)
