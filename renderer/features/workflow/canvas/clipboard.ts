import { uuidv7 } from 'uuidv7'
import { copyText, duplicateNodes, type Pasted, pasteText } from '../../../../core/workflow/edit/copy'
import type { Point } from '../../../../core/workflow/edit/nodes'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { sayProblem } from '../../../ui/toast'
import { removeChosen } from '../edits'
import { choose, nodesInHand, type WorkflowStore } from '../store'

/** The nodes in hand as text; null where none are. */
function textInHand(store: WorkflowStore): string | null {
  const ids = nodesInHand(store.getState())
  return ids.size === 0 ? null : copyText(store.getState().document, ids)
}

/** Puts the nodes in hand on the clipboard, from where they can be pasted here, elsewhere, or read. */
export async function copy(store: WorkflowStore, how: 'copy' | 'cut'): Promise<void> {
  const text = textInHand(store)
  if (text === null) return
  try {
    await navigator.clipboard.writeText(text)
    if (how === 'cut') removeChosen(store)
  } catch {
    sayProblem(t('workflow.clipboardShut'))
  }
}

export async function paste(store: WorkflowStore, at: Point): Promise<void> {
  try {
    take(store, pasteText(store.getState().document, await navigator.clipboard.readText(), uuidv7, at))
  } catch {
    sayProblem(t('workflow.clipboardShut'))
  }
}

/** Nodes once more, a little beside those in hand. */
export function duplicate(store: WorkflowStore): void {
  const ids = nodesInHand(store.getState())
  if (ids.size > 0) take(store, duplicateNodes(store.getState().document, ids, uuidv7))
}

function take(store: WorkflowStore, pasted: Pasted | { readonly refused: string }): void {
  if ('refused' in pasted) {
    sayProblem(pasted.refused)
    return
  }
  edit(store, () => pasted.document)
  choose(store, pasted.ids)
}

/** What the system's own keys for the clipboard mean while the canvas has the focus. */
export function onClipboard(event: ClipboardEvent, store: WorkflowStore, at: () => Point): void {
  const { clipboardData, type } = event
  if (!clipboardData) return
  if (type === 'paste') {
    event.preventDefault()
    take(store, pasteText(store.getState().document, clipboardData.getData('text/plain'), uuidv7, at()))
    return
  }
  const text = textInHand(store)
  if (text === null) return
  event.preventDefault()
  clipboardData.setData('text/plain', text)
  if (type === 'cut') removeChosen(store)
}
