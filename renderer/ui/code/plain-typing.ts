import { EditorView } from '@codemirror/view'

/**
 * Typing over a selection that begins in a mark: the browser would carry the mark's look along in a style attribute,
 * which the page's policy refuses. So the editor replaces the text itself.
 */
export const plainTyping = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event
    if (inputType !== 'insertText' || data === null || view.composing) return false
    if (view.state.selection.ranges.every((range) => range.empty)) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})
