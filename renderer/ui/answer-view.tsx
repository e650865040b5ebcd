import { type ReactNode, useState } from 'react'
import { readJsonAnswer } from '../../core/answer/structured'
import { t } from '../i18n'
import { AnswerBlocks } from './answer-blocks'
import { JsonAnswer } from './json-answer'
import { Segmented } from './segmented'

type View = 'read' | 'json' | 'raw'

interface AnswerViewProps {
  text: string
  values: Readonly<Record<string, unknown>>
  going: boolean
  /** The run whose answer does not fit its schema: where, is marked. */
  runId?: string | null
  /** Stands in the line of the views. */
  aside?: ReactNode
}

/** An answer as prose, as JSON where it is some, or letter by letter. Nothing in it is loaded or run. */
export function AnswerView({ text, values, going, runId, aside }: AnswerViewProps) {
  const read = going ? null : readJsonAnswer(text)
  const isJson = read !== null && typeof read.value === 'object' && read.value !== null
  const [chosen, setChosen] = useState<View | null>(null)
  const view: View = chosen === 'json' && !isJson ? 'read' : (chosen ?? (isJson ? 'json' : 'read'))
  const options = [
    { value: 'read' as const, label: t('ui.view.read') },
    ...(isJson ? [{ value: 'json' as const, label: 'JSON' }] : []),
    { value: 'raw' as const, label: t('ui.view.raw') },
  ]
  return (
    <>
      {!going && text !== '' && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Segmented label={t('ui.view.label')} value={view} options={options} onChange={setChosen} />
          {aside}
        </div>
      )}
      <div translate="no">
        {view === 'read' && (
          <div className="max-w-[64ch] text-answer">
            <AnswerBlocks text={text} values={values} going={going} />
          </div>
        )}
        {view === 'json' && read && <JsonAnswer value={read.value} runId={runId ?? null} />}
        {view === 'raw' && (
          <pre className="font-mono text-[12.5px] leading-[22px] whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]">
            {text}
          </pre>
        )}
      </div>
    </>
  )
}
