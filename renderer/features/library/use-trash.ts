import { uuidv7 } from 'uuidv7'
import type { EntitySummary } from '../../../contract/entity'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'

/** Moves an item to the trash at once; the toast brings it back. */
export function useTrash(): (item: Pick<EntitySummary, 'id' | 'title' | 'rowVersion'>) => void {
  const { client } = useStudio()
  const restore = async (id: string, rowVersion: number) => {
    try {
      await surely(() => client.entity.restoreFromTrash({ commandId: uuidv7(), id, rowVersion }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return async ({ id, title, rowVersion }) => {
    try {
      const gone = await surely(() => client.entity.trash({ commandId: uuidv7(), id, rowVersion }))
      say(t('library.movedToTrash', { title }), {
        label: t('common.undo'),
        run: () => void restore(id, gone.rowVersion),
      })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
}
