import { EditorView } from '@codemirror/view'
import type { TemplateIssue } from '../../../../core/template/issues'

/** The editors on the screen by the index of their message; a context's text has none. */
const views = new Map<number | null, EditorView>()

export function showAs(index: number | null, view: EditorView): () => void {
  views.set(index, view)
  return () => {
    if (views.get(index) === view) views.delete(index)
  }
}

/** Puts the caret where a problem is. */
export function goTo({ messageIndex, line, column, context }: TemplateIssue): void {
  const view = views.get(messageIndex)
  if (!view || line === null || context !== undefined) return
  const { doc } = view.state
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const anchor = Math.min(at.from + (column ?? 1) - 1, at.to)
  view.dispatch({ selection: { anchor }, scrollIntoView: true })
  view.focus()
}

/** Selects a stretch of a message's text (UTF-16 units) and brings it into view; the focus stays where it is. */
export function selectRange(index: number | null, from: number, to: number): void {
  const view = views.get(index)
  if (!view) return
  const { length } = view.state.doc
  view.dispatch({
    selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
    effects: EditorView.scrollIntoView(Math.min(from, length), { y: 'center' }),
  })
}
