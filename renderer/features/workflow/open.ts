import { uuidv7 } from 'uuidv7'
import type { WorkflowDocument } from '../../../contract/workflow'
import { type Keeping, useKept } from '../../data/draft/keep'
import { begin, type Opening, useOpened } from '../../data/draft/open'
import type { Saving } from '../../data/draft/save'
import { learnHead } from '../../data/draft/store'
import { surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { layoutEnded } from './layout/use-layout'
import { isWorkflow, type OpenWorkflow, openedWorkflow, openWorkflow, type WorkflowStore } from './store'

const opening: Opening<WorkflowStore> = {
  opened: openedWorkflow,
  open: async (client, detail, draft) => {
    const begun = await begin(client, detail, draft, { is: isWorkflow, refusal: 'Only workflows are drawn.' })
    const store = openedWorkflow(detail.id) ?? openWorkflow(detail.id, begun)
    learnHead(store, detail, isWorkflow)
    return store
  },
  learn: (store, detail) => learnHead(store, detail, isWorkflow),
}

/** Opens a workflow with the draft that was left on it. */
export const useOpenWorkflow = (id: string) => useOpened(id, opening)

const keeping: Keeping<OpenWorkflow> = {
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

/** Writes the draft behind whoever draws, with its undo log. */
export const useKeptWorkflow = (store: WorkflowStore): void => useKept(store, keeping)

export const savingOf = (client: StudioClient, store: WorkflowStore): Saving<WorkflowDocument> => ({
  client,
  store,
  is: isWorkflow,
  settle: () => layoutEnded(store),
})
