import { useRef, useState } from 'react'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { sayProblem } from '../../../ui/toast'
import { fillIn } from './fields'
import { FieldsForm } from './fields-form'
import { answerQuestion } from './follow'
import { type Asked, useRunStore, useRunView } from './store'

/** What the run asks somebody, each question with its form. */
export function Questions() {
  const asks = useRunView((state) => state.asks)
  return asks.map((asked) => <Question key={asked.nodeRunId} asked={asked} />)
}

function Question({ asked: { nodeRunId, question } }: { asked: Asked }) {
  const { client } = useStudio()
  const store = useRunStore()
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { inputs, problems } = fillIn(question.fields, values)
  const send = async () => {
    setTried(true)
    if (problems.size > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setBusy(true)
    try {
      if (!(await answerQuestion(client, store, { nodeRunId, values: inputs })))
        sayProblem(t('workflowRun.nothingWaits'))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
    setBusy(false)
  }
  return (
    <form
      ref={form}
      aria-label={t('workflowRun.question')}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="space-y-3 border-b border-line bg-paper px-4 py-3"
    >
      <p translate="no" className="max-w-[72ch] whitespace-pre-wrap">
        {question.text || t('workflowRun.asksYou')}
      </p>
      <FieldsForm
        fields={question.fields}
        values={values}
        problems={tried ? problems : none}
        onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
      />
      <Button type="submit" offBecause={busy ? t('common.beingSaved') : null}>
        {t('workflowRun.answer')}
      </Button>
    </form>
  )
}

const none: ReadonlyMap<string, string> = new Map()
