import type { ReactNode } from 'react'
import { answerBlocks, type Block, strongParts } from './answer-parse'
import { AnswerText } from './answer-text'
import { keyed } from './keyed'

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
  const prose = keyed(strongParts(text)).map(({ key, item }) => (
    <span key={key} className={item.strong ? 'font-strong' : undefined}>
      <AnswerText text={item.text} values={values} />
    </span>
  ))
  if (kind === 'point') {
    return (
      <p className="flex gap-2.5 pl-1">
        <span aria-hidden>•</span>
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
