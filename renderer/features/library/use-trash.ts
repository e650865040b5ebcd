import { uuidv7 } from 'uuidv7'
import type { EntitySummary } from '../../../contract/entity'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'

/** Moves an item to the trash at once; the toast brings it back. */
export function useTrash(): (item: Pick<EntitySummary, 'id' | 'title'>) => void {
  const { client } = useStudio()
  const undo = async (of: string) => {
    try {
      await surely(() => client.entity.undo({ commandId: uuidv7(), undo: of }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return async ({ id, title }) => {
    const commandId = uuidv7()
    try {
      await surely(() => client.entity.change({ commandId, ids: [id], change: { do: 'trash' } }))
      say(t('library.movedToTrash', { title }), { label: t('common.undo'), run: () => void undo(commandId) })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
}
