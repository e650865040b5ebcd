import { Annotation } from '@codemirror/state'
import type { EditorView, ViewUpdate } from '@codemirror/view'

const fromOutside = Annotation.define<boolean>()

/** Whether a change was made here, and not put in by `takeText`. */
export const isByHand = ({ docChanged, transactions }: ViewUpdate): boolean =>
  docChanged && !transactions.some((transaction) => transaction.annotation(fromOutside))

/** Puts another text into the editor by the one stretch in which it differs; the caret goes there. */
export function takeText(view: EditorView, text: string): void {
  const old = view.state.doc.toString()
  // CodeMirror knows one kind of line end.
  const now = text.replace(/\r\n?/g, '\n')
  if (old === now) return
  const most = Math.min(old.length, now.length)
  let from = 0
  while (from < most && old[from] === now[from]) from += 1
  let end = 0
  while (end < most - from && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const insert = now.slice(from, now.length - end)
  view.dispatch({
    changes: { from, to: old.length - end, insert },
    ...(view.hasFocus ? { selection: { anchor: from + insert.length } } : {}),
    annotations: fromOutside.of(true),
    scrollIntoView: view.hasFocus,
  })
}
