import type { ReactNode } from 'react'
import { t } from '../i18n'
import { answerBlocks, type Block, type Inline, inlineParts } from './answer-parse'
import { AnswerText } from './answer-text'
import { keyed } from './keyed'
import { OutsideLink } from './outside-link'

type Values = Readonly<Record<string, unknown>>

interface AnswerBlocksProps {
  text: string
  values: Values
  /** While it streams a steady marker stands at its end. */
  going: boolean
}

/** A model's answer as prose: paragraphs, points, heads and code. */
export function AnswerBlocks({ text, values, going }: AnswerBlocksProps) {
  const blocks = keyed(answerBlocks(text))
  const caret = going ? <span className="stream-caret" aria-hidden /> : null
  const last = blocks.at(-1)
  if (!last) return caret
  return (
    <div className="space-y-2.5 [overflow-wrap:anywhere]">
      {blocks.map(({ key, item }) => (
        <BlockView key={key} block={item} values={values} end={key === last.key ? caret : null} />
      ))}
    </div>
  )
}

function BlockView({ block, values, end }: { block: Block; values: Values; end: ReactNode }) {
  const { kind, text } = block
  if (kind === 'code') {
    return (
      <pre className="rounded-control bg-well p-2.5 font-mono text-small leading-5 whitespace-pre-wrap no-ligatures">
        <AnswerText text={text} values={values} />
        {end}
      </pre>
    )
  }
  const prose = keyed(inlineParts(text)).map(({ key, item }) => (
    <InlineView key={key} part={item} values={values} />
  ))
  if (kind === 'point') {
    return (
      <p className="flex gap-2.5 pl-1">
        {block.number ? <span className="tabular">{block.number}</span> : <span aria-hidden>•</span>}
        <span className="whitespace-pre-wrap">
          {prose}
          {end}
        </span>
      </p>
    )
  }
  return (
    <p className={`whitespace-pre-wrap ${kind === 'head' ? 'font-strong' : ''}`}>
      {prose}
      {end}
    </p>
  )
}

/** Pictures are named and never loaded: an address in one would tell somebody that it was read. */
function InlineView({ part, values }: { part: Inline; values: Values }) {
  if (part.kind === 'link') return <OutsideLink label={part.text} address={part.address ?? ''} />
  if (part.kind === 'picture') {
    return <span className="text-ink-3">{t('ui.pictureLeftOut', { name: part.text })}</span>
  }
  const words = <AnswerText text={part.text} values={values} />
  if (part.kind === 'code') {
    return <code className="rounded-mark bg-well px-1 font-mono text-[0.92em] no-ligatures">{words}</code>
  }
  return <span className={part.kind === 'strong' ? 'font-strong' : undefined}>{words}</span>
}
