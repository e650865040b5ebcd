import { Fragment, type ReactNode } from 'react'
import { type LiquidSpan, liquidSpans } from '../../core/text-marks/liquid-spans'

/** A template's text as it is read, not edited: variables marked, tags coloured, included contexts underlined. */
export function MarkedText({ text, empty }: { text: string; empty?: ReadonlySet<string> }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const span of liquidSpans(text)) {
    if (span.from > at) parts.push(text.slice(at, span.from))
    parts.push(<Fragment key={span.from}>{drawn(text, span, empty)}</Fragment>)
    at = span.to
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

function drawn(text: string, span: LiquidSpan, empty?: ReadonlySet<string>): ReactNode {
  if (span.kind === 'comment') return <span className="liquid-comment">{text.slice(span.from, span.to)}</span>
  if (span.kind === 'output') {
    return (
      <span className="mark" data-empty={span.root !== null && empty?.has(span.root)}>
        <span className="mark-quiet">{text.slice(span.from, span.nameFrom)}</span>
        {text.slice(span.nameFrom, span.nameTo)}
        <span className="mark-quiet">{text.slice(span.nameTo, span.to)}</span>
      </span>
    )
  }
  const { context } = span
  return (
    <span className="liquid-tag">
      {text.slice(span.from, span.wordFrom)}
      <span className="liquid-word">{text.slice(span.wordFrom, span.wordTo)}</span>
      {context ? (
        <>
          {text.slice(span.wordTo, context.from)}
          <span className="liquid-context">{text.slice(context.from, context.to)}</span>
          {text.slice(context.to, span.to)}
        </>
      ) : (
        text.slice(span.wordTo, span.to)
      )}
    </span>
  )
}
