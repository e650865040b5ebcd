import { useMemo } from 'react'
import { findAnswerValues } from '../../core/text-marks/answer-values'

interface AnswerTextProps {
  text: string
  values: Readonly<Record<string, unknown>>
}

/** A text with the run's values underlined in marker: one look tells what came from the data. */
export function AnswerText({ text, values }: AnswerTextProps) {
  const marks = useMemo(() => findAnswerValues(text, values), [text, values])
  const parts = []
  let at = 0
  for (const [index, mark] of marks.entries()) {
    parts.push(text.slice(at, mark.from))
    parts.push(
      // By its turn, not its place: a letter typed before them would have every mark drawn anew.
      <span key={String(index)} className="value-mark" title={mark.name}>
        {text.slice(mark.from, mark.to)}
      </span>,
    )
    at = mark.to
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}
