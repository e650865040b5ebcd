import { uuidv7 } from 'uuidv7'
import { extractSubworkflow } from '../../../core/workflow/edit/extract'
import { edit } from '../../data/draft/store'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { choose, nodesInHand, type WorkflowStore } from './store'

/** Makes a workflow of the nodes in hand, beside this one in the library, and a node that runs it in their place. */
export function useSubworkflow(store: WorkflowStore): () => Promise<void> {
  const { client } = useStudio()
  return async () => {
    const { document, entityId } = store.getState()
    const label = t('workflow.partTitle')
    const made = { entityId: uuidv7(), label, newId: uuidv7 }
    const parts = extractSubworkflow(document, nodesInHand(store.getState()), made)
    if ('refused' in parts) {
      sayProblem(parts.refused)
      return
    }
    try {
      const { parentId } = await client.entity.get({ id: entityId })
      const command = { commandId: uuidv7(), id: made.entityId, type: 'workflow' as const, parentId }
      await surely(() => client.entity.create({ ...command, title: label, document: parts.sub }))
      // Somebody may have drawn on while it was made.
      if (store.getState().document !== document) return
      edit(store, () => parts.document)
      choose(
        store,
        parts.document.nodes
          .filter(({ settings }) => settings.entityId === made.entityId)
          .map(({ id }) => id),
      )
      say(t('workflow.partMade', { title: label }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
}
