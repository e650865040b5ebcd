import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import clsx from 'clsx'
import { type ReactNode, useEffect, useRef } from 'react'
import { styleNonce } from '../../client'
import { Labelled } from '../field'
import { look } from './look'
import { plainTyping } from './plain-typing'
import { isByHand, takeText } from './take-text'

interface CodeFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  note?: ReactNode
  hint?: ReactNode
  problem?: string | null | undefined
  /** Shown while it is empty. */
  example?: string
  /** A single line, which goes on in the next where it is long. */
  line?: boolean
  /** How high it is at least. */
  tall?: boolean
  /** Of the language that is written here; read once, so it is not to change. */
  extensions: () => Extension
  /** One step of the document's own undo. */
  onWalk: (way: 'undo' | 'redo') => boolean
  /** For what follows the text, such as its problems. */
  onView?: (view: EditorView | null) => void
}

/** A field of a form in which something with a grammar is written. */
export function CodeField(props: CodeFieldProps) {
  const { label, note, hint, problem, value } = props
  return (
    <Labelled label={label} note={note} hint={hint} problem={problem}>
      {({ id, ...about }) => <Well key={label} id={id} about={about} value={value} field={props} />}
    </Labelled>
  )
}

interface WellProps {
  id: string
  about: Readonly<Record<string, string | boolean>>
  value: string
  field: CodeFieldProps
}

const wellStyle = EditorView.theme({
  '.cm-scroller': { fontSize: 'var(--t-small)', lineHeight: '18px', overflow: 'auto', maxHeight: '46vh' },
  '.cm-content': { padding: '5px 10px' },
})

function Well({ id, about, value, field }: WellProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(field)
  latest.current = field
  const described = useRef(new Compartment())
  const { label, problem, tall } = field
  const said = JSON.stringify(about)
  const attributes = useRef({})
  attributes.current = { 'aria-label': label, ...stringsOf(about) }

  useEffect(() => {
    if (!host.current) return
    const extensions = [
      described.current.of(EditorView.contentAttributes.of(attributes.current)),
      ...common(latest),
      latest.current.extensions(),
    ]
    const state = EditorState.create({ doc: latest.current.value, extensions })
    const made = new EditorView({ parent: host.current, state })
    view.current = made
    latest.current.onView?.(made)
    return () => {
      latest.current.onView?.(null)
      made.destroy()
    }
  }, [])

  // A text that was changed elsewhere: a step taken back, another node's settings taken over.
  useEffect(() => {
    if (view.current) takeText(view.current, value)
  }, [value])

  useEffect(() => {
    const now = said && EditorView.contentAttributes.of(attributes.current)
    if (now) view.current?.dispatch({ effects: described.current.reconfigure(now) })
  }, [said])

  return (
    <div
      ref={host}
      id={id}
      className={clsx(
        'code-well rounded-t-control border-b bg-well',
        problem ? 'border-b-2 border-failed' : 'border-rule',
        tall && 'code-well-tall',
      )}
    />
  )
}

const stringsOf = (about: WellProps['about']): Record<string, string> =>
  Object.fromEntries(Object.entries(about).map(([name, value]) => [name, String(value)]))

function common(latest: { readonly current: CodeFieldProps }): Extension[] {
  const { line, example } = latest.current
  const walk = (way: 'undo' | 'redo') => () => latest.current.onWalk(way)
  return [
    EditorView.cspNonce.of(styleNonce()),
    wellStyle,
    look,
    plainTyping,
    drawSelection(),
    EditorView.lineWrapping,
    closeBrackets(),
    bracketMatching(),
    example ? placeholder(example) : [],
    line ? oneLine : [],
    // Ctrl Enter runs and Tab walks on: neither may be eaten here.
    keymap.of([
      { key: 'Mod-z', run: walk('undo'), preventDefault: true },
      { key: 'Mod-y', run: walk('redo'), preventDefault: true },
      { key: 'Mod-Shift-z', run: walk('redo'), preventDefault: true },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...(line ? [{ key: 'Enter', run: () => true }] : []),
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    EditorView.contentAttributes.of({ spellcheck: 'false' }),
    EditorView.updateListener.of((update) => {
      if (isByHand(update)) latest.current.onChange(update.state.doc.toString())
    }),
  ]
}

/** What is pasted in several lines becomes one. */
const oneLine = EditorState.transactionFilter.of((transaction) =>
  transaction.newDoc.lines > 1
    ? [
        transaction,
        {
          changes: {
            from: 0,
            to: transaction.newDoc.length,
            insert: inOneLine(transaction.newDoc.toString()),
          },
          sequential: true,
        },
      ]
    : transaction,
)

const inOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim()
