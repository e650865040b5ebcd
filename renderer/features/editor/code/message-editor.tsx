import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { lintGutter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder, rectangularSelection } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { TemplateIssue } from '../../../../core/template/issues'
import { styleNonce } from '../../../client'
import { completion, type Vocabulary } from '../../../ui/code/complete'
import { finding } from '../../../ui/code/find'
import { look } from '../../../ui/code/look'
import { type Known, setKnown, variableMarks } from '../../../ui/code/marks'
import { plainTyping } from '../../../ui/code/plain-typing'
import { showProblems } from '../../../ui/code/problems'
import { isByHand, takeText } from '../../../ui/code/take-text'
import { folding } from './fold'
import { showAs } from './go-to'

interface MessageEditorProps {
  label: string
  /** Among the messages; null for a context's text. */
  index: number | null
  text: string
  hint: string
  known: Known
  issues: readonly TemplateIssue[]
  vocabulary: Vocabulary
  onChange: (text: string) => void
  onInHand: (name: string | null) => void
  /** One step in the draft's own log. */
  onWalk: (way: 'undo' | 'redo') => boolean
  onCaret: (line: number, column: number) => void
}

/** One message. CodeMirror holds the text while it is being written; the document hears of every change. */
export function MessageEditor(props: MessageEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { text, known, issues, label, index } = props

  useEffect(() => {
    if (!host.current) return
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
  }, [label])

  useEffect(() => (view.current ? showAs(index, view.current) : undefined), [index])

  // A text that was changed elsewhere: a step taken back, a version restored, both texts merged.
  useEffect(() => {
    if (view.current) takeText(view.current, text)
  }, [text])

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
    EditorState.allowMultipleSelections.of(true),
    rectangularSelection(),
    lintGutter(),
    folding(),
    finding(),
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
      { key: 'Mod-z', run: () => latest.current.onWalk('undo'), preventDefault: true },
      { key: 'Mod-y', run: () => latest.current.onWalk('redo'), preventDefault: true },
      { key: 'Mod-Shift-z', run: () => latest.current.onWalk('redo'), preventDefault: true },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter'),
    ]),
    variableMarks((name) => latest.current.onInHand(name)),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true' }),
    EditorView.updateListener.of((update) => {
      if (isByHand(update)) latest.current.onChange(update.state.doc.toString())
      if (update.selectionSet || update.focusChanged) {
        const { head } = update.state.selection.main
        const line = update.state.doc.lineAt(head)
        if (update.view.hasFocus) latest.current.onCaret(line.number, head - line.from + 1)
      }
    }),
  ]
}
