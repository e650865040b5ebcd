import { useState } from 'react'
import { coerce } from '../../../../core/values/coerce'
import { t } from '../../../i18n'
import { Labelled, wellClass } from '../../../ui/field'

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
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const problem = problemWith(text)
  return (
    <Labelled label={label} hint={hint} problem={problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={rows}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            if (target.value.trim() === '') onChange(undefined)
            else if (!problemWith(target.value)) onChange(JSON.parse(target.value))
          }}
          className={`${wellClass(problem !== null)} block resize-y py-1 font-mono text-small no-ligatures`}
        />
      )}
    </Labelled>
  )
}

function problemWith(text: string): string | null {
  if (text.trim() === '') return null
  const read = coerce('json', text)
  if ('problem' in read) return read.problem
  const { value } = read
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? null : t('editor.objectWanted')
}
