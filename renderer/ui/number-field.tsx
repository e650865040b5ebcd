import { type ReactNode, useEffect, useRef, useState } from 'react'
import { t } from '../i18n'
import { TextField } from './field'

interface NumberFieldProps {
  label: string
  note?: ReactNode
  hint?: ReactNode
  placeholder?: string
  least: number
  most: number
  whole?: boolean
  value: number | null
  /** What else is wrong with it. */
  problem?: string | null | undefined
  /** null where it was emptied. Called only with what is allowed. */
  onChange: (value: number | null) => void
}

/** A number as text. What is no number, or out of bounds, stays in the field with a sentence. */
export function NumberField({
  least,
  most,
  whole = false,
  value,
  problem,
  onChange,
  ...rest
}: NumberFieldProps) {
  const now = value === null ? '' : String(value)
  const [text, setText] = useState(now)
  const told = useRef(now)
  // What was changed elsewhere: a step taken back, another version.
  useEffect(() => {
    if (told.current !== now) setText(now)
    told.current = now
  }, [now])
  const wrong = problemWith(text, { least, most, whole })
  return (
    <TextField
      {...rest}
      mono
      inputMode={whole ? 'numeric' : 'decimal'}
      value={text}
      problem={wrong ?? problem}
      onChange={({ target }) => {
        setText(target.value)
        if (problemWith(target.value, { least, most, whole })) return
        const next = target.value.trim() ? Number(target.value) : null
        told.current = next === null ? '' : String(next)
        onChange(next)
      }}
    />
  )
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly whole: boolean
}

function problemWith(text: string, { least, most, whole }: Bounds): string | null {
  if (!text.trim()) return null
  const number = Number(text)
  if (Number.isNaN(number) || (whole && !Number.isInteger(number))) {
    return t(whole ? 'playground.wholeNumber' : 'playground.plainNumber', { typed: text })
  }
  if (number < least) return t('playground.atLeast', { least, typed: number })
  return number > most ? t('playground.atMost', { most, typed: number }) : null
}
