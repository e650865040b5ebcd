import { create } from 'zustand'

interface UndoStacks {
  /** Command ids that can be taken back, newest last; each workspace has its own. */
  done: Readonly<Record<string, readonly string[]>>
  /** Undos that can be taken back in turn. */
  undone: Readonly<Record<string, readonly string[]>>
}

const most = 100
const empty: readonly string[] = []

/** What was done outside editors in this window. The host keeps how to take it back; here is only the order. */
export const useUndoStacks = create<UndoStacks>()(() => ({ done: {}, undone: {} }))

const stackOf = (which: keyof UndoStacks, workspaceId: string) =>
  useUndoStacks.getState()[which][workspaceId] ?? empty

const put = (which: keyof UndoStacks, workspaceId: string, stack: readonly string[]) =>
  useUndoStacks.setState((state) => ({ [which]: { ...state[which], [workspaceId]: stack.slice(-most) } }))

/** A command that can be undone; what had been undone before cannot come back any more. */
export function didCommand(workspaceId: string, commandId: string): void {
  put('done', workspaceId, [...stackOf('done', workspaceId), commandId])
  put('undone', workspaceId, empty)
}

export const lastDone = (workspaceId: string): string | undefined => stackOf('done', workspaceId).at(-1)
export const lastUndone = (workspaceId: string): string | undefined => stackOf('undone', workspaceId).at(-1)

/** `undo` took `of` back: it can be done again by undoing `undo`. */
export function didUndo(workspaceId: string, of: string, undo: string): void {
  put(
    'done',
    workspaceId,
    stackOf('done', workspaceId).filter((id) => id !== of),
  )
  put('undone', workspaceId, [...stackOf('undone', workspaceId), undo])
}

/** `redo` took the undo `of` back: it can be undone in turn. */
export function didRedo(workspaceId: string, of: string, redo: string): void {
  put(
    'undone',
    workspaceId,
    stackOf('undone', workspaceId).filter((id) => id !== of),
  )
  put('done', workspaceId, [...stackOf('done', workspaceId), redo])
}

/** What cannot be taken back any more is not offered again. */
export function forgetCommand(workspaceId: string, id: string): void {
  for (const which of ['done', 'undone'] as const) {
    put(
      which,
      workspaceId,
      stackOf(which, workspaceId).filter((each) => each !== id),
    )
  }
}
