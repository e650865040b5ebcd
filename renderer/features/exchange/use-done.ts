import { useQueryClient } from '@tanstack/react-query'
import { uuidv7 } from 'uuidv7'
import { useSession } from '../../app/session'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { didCommand, didUndo } from '../../data/undo'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'

/** Says what a command did, and offers to take it back in one step. */
export function useDone(): (commandId: string, said: string) => void {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const workspaceId = useSession().workspace.id
  const look = () => {
    void cache.invalidateQueries({ queryKey: queries.entity.key() })
    void cache.invalidateQueries({ queryKey: queries.exchange.key() })
  }
  const undo = async (of: string) => {
    const commandId = uuidv7()
    try {
      const { items } = await surely(() => client.entity.undo({ commandId, undo: of }))
      didUndo(workspaceId, of, commandId)
      look()
      say(t('library.undone', { count: items }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (commandId, said) => {
    didCommand(workspaceId, commandId)
    look()
    say(said, { label: t('common.undo'), run: () => void undo(commandId) })
  }
}
