import { type FormEvent, useState } from 'react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Labelled, wellClass } from '../../ui/field'
import { sayProblem } from '../../ui/toast'
import { typedAnswer } from './run-store'

interface ToolQuestionProps {
  runId: string
  callId: string
  name: string
  input: unknown
}

/** The run waits for what a tool would say: somebody types it, as JSON or as text. */
export function ToolQuestion({ runId, callId, name, input }: ToolQuestionProps) {
  const { client } = useStudio()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    client.run
      .answerTool({ id: runId, callId, value: typedAnswer(text) })
      .catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
  return (
    <form onSubmit={submit} className="mb-4 space-y-2 border-l-2 border-mark-line pl-3">
      <p>{t('playground.toolAsks', { name })}</p>
      <pre
        translate="no"
        className="rounded-control bg-well p-2 font-mono text-small whitespace-pre-wrap no-ligatures"
      >
        {JSON.stringify(input, undefined, 2)}
      </pre>
      <Labelled label={t('playground.toolAnswer', { name })} note={t('playground.jsonOrText')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            className={`${wellClass()} block max-h-40 resize-none py-1 font-mono field-sizing-content`}
          />
        )}
      </Labelled>
      <Button type="submit" small>
        {t('playground.giveAnswer')}
      </Button>
    </form>
  )
}
