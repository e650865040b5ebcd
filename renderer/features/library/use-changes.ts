import { useQueryClient } from '@tanstack/react-query'
import { uuidv7 } from 'uuidv7'
import type { Done, ItemChange } from '../../../contract/entity'
import { useCommand } from '../../app/commands'
import { useSession } from '../../app/session'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { didCommand, didRedo, didUndo, forgetCommand, lastDone, lastUndone } from '../../data/undo'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'

export interface Changes {
  /** Does it as one command, says so where there is something to say, and offers to take it back. False: refused. */
  change: (ids: readonly string[], change: ItemChange, said: string | null) => Promise<boolean>
  duplicate: (ids: readonly string[]) => Promise<boolean>
  rename: (item: { id: string; rowVersion: number }, title: string) => Promise<boolean>
  /** Without a word and without an undo: the same again takes it back. */
  favourite: (id: string, favourite: boolean) => Promise<void>
  rate: (id: string, value: number | null, text: string) => Promise<void>
}

/** What is done to items outside editors: each a command with an undo. */
export function useChanges(): Changes {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const workspaceId = useSession().workspace.id
  const undo = useUndo()

  const run = async (send: (commandId: string) => Promise<unknown>, said: string | null) => {
    const commandId = uuidv7()
    try {
      await surely(() => send(commandId))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
      return false
    }
    didCommand(workspaceId, commandId)
    void cache.invalidateQueries({ queryKey: queries.entity.key() })
    if (said !== null) say(said, { label: t('common.undo'), run: () => void undo(commandId) })
    return true
  }

  const opine = async (send: (commandId: string) => Promise<unknown>) => {
    const commandId = uuidv7()
    try {
      await surely(() => send(commandId))
      void cache.invalidateQueries({ queryKey: queries.entity.key() })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }

  return {
    favourite: (id, favourite) => opine((commandId) => client.entity.favourite({ commandId, id, favourite })),
    rate: (id, value, text) => opine((commandId) => client.entity.rate({ commandId, id, value, text })),
    change: (ids, change, said) =>
      run((commandId) => client.entity.change({ commandId, ids: [...ids], change }), said),
    duplicate: (ids) =>
      run(
        (commandId) => client.entity.duplicate({ commandId, ids: [...ids] }),
        t('library.duplicated', { count: ids.length }),
      ),
    rename: ({ id, rowVersion }, title) =>
      run(
        (commandId) => client.entity.rename({ commandId, id, rowVersion, title }),
        t('library.renamed', { title }),
      ),
  }
}

/** Takes a command back: one that is named, or the last one. */
function useUndo(): (named?: string) => Promise<void> {
  const workspaceId = useSession().workspace.id
  const takeBack = useTakeBack()
  return async (named) => {
    const of = named ?? lastDone(workspaceId)
    if (!of) return say(t('library.nothingToUndo'))
    const undone = await takeBack(of)
    if (!undone) return
    didUndo(workspaceId, of, undone.commandId)
    say(t('library.undone', { count: undone.items }))
  }
}

/** Ctrl or Cmd Z and its opposite, wherever the library is shown. */
export function useUndoKeys(): void {
  const workspaceId = useSession().workspace.id
  const undo = useUndo()
  const takeBack = useTakeBack()
  const redo = async () => {
    const of = lastUndone(workspaceId)
    if (!of) return say(t('library.nothingToRedo'))
    const redone = await takeBack(of)
    if (!redone) return
    didRedo(workspaceId, of, redone.commandId)
    say(t('library.redone', { count: redone.items }))
  }
  useCommand('items.undo', () => void undo())
  useCommand('items.redo', () => void redo())
}

function useTakeBack(): (of: string) => Promise<Done | null> {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const workspaceId = useSession().workspace.id
  return async (of) => {
    const commandId = uuidv7()
    try {
      const done = await surely(() => client.entity.undo({ commandId, undo: of }))
      void cache.invalidateQueries({ queryKey: queries.entity.key() })
      return done
    } catch (error) {
      forgetCommand(workspaceId, of)
      sayProblem(problemOf(error).sentence)
      return null
    }
  }
}
