import { useState } from 'react'
import { Labelled, wellClass } from './field'

interface RuleFieldProps {
  label: string
  value: unknown
  lines?: number
  mono?: boolean
  /** Characters. */
  most?: number
  onChange: (text: string) => void
}

/** A rule as text. Kept as it is typed; the rule itself takes what can be read of it. */
export function RuleField({ label, value, lines, mono, most, onChange }: RuleFieldProps) {
  const [text, setText] = useState(() => (value === undefined || value === null ? '' : String(value)))
  const change = (event: { target: { value: string } }) => {
    setText(event.target.value)
    onChange(event.target.value)
  }
  const className = `${wellClass()} ${mono ? 'font-mono no-ligatures' : ''}`
  return (
    <Labelled label={<span className="text-small">{label}</span>}>
      {(ids) =>
        lines ? (
          <textarea
            translate="no"
            {...ids}
            rows={lines}
            maxLength={most}
            value={text}
            onChange={change}
            className={`${className} block resize-none py-1`}
          />
        ) : (
          <input
            translate="no"
            {...ids}
            maxLength={most}
            value={text}
            onChange={change}
            className={`${className} h-7`}
          />
        )
      }
    </Labelled>
  )
}
