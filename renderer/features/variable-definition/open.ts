import { uuidv7 } from 'uuidv7'
import type { VariableDefinitionDocument } from '../../../contract/template'
import { type Keeping, useKept } from '../../data/draft/keep'
import { begin, type Opening, useOpened } from '../../data/draft/open'
import type { Saving } from '../../data/draft/save'
import { learnHead } from '../../data/draft/store'
import { surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import {
  type DefinitionStore,
  isDefinition,
  type OpenDefinition,
  openDefinition,
  openedDefinition,
} from './store'

const opening: Opening<DefinitionStore> = {
  opened: openedDefinition,
  open: async (client, detail, draft) => {
    const begun = await begin(client, detail, draft, {
      is: isDefinition,
      refusal: 'This is no shared variable.',
    })
    const store = openedDefinition(detail.id) ?? openDefinition(detail.id, begun)
    learnHead(store, detail, isDefinition)
    return store
  },
  learn: (store, detail) => learnHead(store, detail, isDefinition),
}

/** Opens a shared variable with the draft that was left on it. */
export const useOpenDefinition = (id: string) => useOpened(id, opening)

const keeping: Keeping<OpenDefinition> = {
  touched: (now, before) => now.document !== before.document || now.base !== before.base,
  send: async (client, { entityId, base, document, undo }) => {
    const { keptAt } = await surely(() =>
      client.draft.keep({
        commandId: uuidv7(),
        entityId,
        baseVersionId: base.versionId,
        document,
        values: {},
        undo: { steps: [...undo.steps], position: undo.position },
      }),
    )
    return keptAt
  },
}

/** Writes the draft behind the writer, with its undo log. */
export const useKeptDefinition = (store: DefinitionStore): void => useKept(store, keeping)

export const savingOf = (
  client: StudioClient,
  store: DefinitionStore,
): Saving<VariableDefinitionDocument> => ({ client, store, is: isDefinition })
