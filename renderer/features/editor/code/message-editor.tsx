import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { TemplateIssue } from '../../../../core/template/issues'
import { styleNonce } from '../../../client'
import { completion, type Vocabulary } from './complete'
import { look } from './look'
import { type Known, setKnown, variableMarks } from './marks'
import { plainTyping } from './plain-typing'
import { showProblems } from './problems'

interface MessageEditorProps {
  label: string
  text: string
  hint: string
  /** Grows when the text was replaced from outside. */
  epoch: number
  known: Known
  issues: readonly TemplateIssue[]
  vocabulary: Vocabulary
  onChange: (text: string) => void
  onInHand: (name: string | null) => void
  onCaret: (line: number, column: number) => void
}

/** One message. CodeMirror holds the text while it is being written; the document hears of every change. */
export function MessageEditor(props: MessageEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { epoch, known, issues, label } = props

  useEffect(() => {
    // The text of this epoch; later changes come from the editor itself.
    if (!host.current || epoch < 0) return
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: extensions(label, latest),
      }),
    })
    view.current = made
    made.dispatch({ effects: setKnown.of(latest.current.known) })
    showProblems(made, latest.current.issues)
    return () => made.destroy()
  }, [epoch, label])

  useEffect(() => {
    view.current?.dispatch({ effects: setKnown.of(known) })
  }, [known])

  useEffect(() => {
    if (view.current) showProblems(view.current, issues)
  }, [issues])

  return <div ref={host} className="min-w-0" />
}

function extensions(label: string, latest: { current: MessageEditorProps }) {
  return [
    EditorView.cspNonce.of(styleNonce()),
    look,
    plainTyping,
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    closeBrackets(),
    completion({
      variables: () => latest.current.vocabulary.variables(),
      contexts: () => latest.current.vocabulary.contexts(),
    }),
    placeholder(latest.current.hint),
    // Ctrl Enter runs and Tab walks on: neither may be eaten here.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter'),
      ...historyKeymap,
    ]),
    variableMarks((name) => latest.current.onInHand(name)),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString())
      if (update.selectionSet || update.focusChanged) {
        const { head } = update.state.selection.main
        const line = update.state.doc.lineAt(head)
        if (update.view.hasFocus) latest.current.onCaret(line.number, head - line.from + 1)
      }
    }),
  ]
}
