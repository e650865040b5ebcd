import { useEffect, useRef, useState } from 'react'
import { coerce } from '../../core/values/coerce'
import { t } from '../i18n'
import { Labelled, wellClass } from './field'

interface JsonFieldProps {
  label: string
  value: unknown
  hint?: string
  rows?: number
  /** undefined where the field was emptied. Called only for an object. */
  onChange: (value: Record<string, unknown> | undefined) => void
}

/** JSON as text. What cannot be read stays in the field with a sentence; the document keeps what it had. */
export function JsonField({ label, value, hint, rows = 8, onChange }: JsonFieldProps) {
  const now = textOf(value)
  const [text, setText] = useState(now)
  const told = useRef(now)
  const problem = problemWith(text)
  // What was changed elsewhere: a step taken back, an item chosen anew.
  useEffect(() => {
    if (told.current !== now) setText(now)
    told.current = now
  }, [now])
  const write = (next: string) => {
    setText(next)
    if (problemWith(next)) return
    const read: Record<string, unknown> | undefined = next.trim() === '' ? undefined : JSON.parse(next)
    told.current = textOf(read)
    onChange(read)
  }
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={rows}
          spellCheck={false}
          value={text}
          onChange={({ target }) => write(target.value)}
          className={`${wellClass(problem !== null)} block resize-y py-1 font-mono text-small no-ligatures`}
        />
      )}
    </Labelled>
  )
}

const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

function problemWith(text: string): string | null {
  if (text.trim() === '') return null
  const read = coerce('json', text)
  if ('problem' in read) return read.problem
  const { value } = read
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? null : t('editor.objectWanted')
}
