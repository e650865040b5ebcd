import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { RunDetail } from '../../../contract/run'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Labelled, wellClass } from '../../ui/field'
import { say, sayProblem } from '../../ui/toast'

/** What a person thought of a run; kept when the field is left. */
export function RunComment({ run }: { run: RunDetail }) {
  const { client } = useStudio()
  const [text, setText] = useState(run.comment ?? '')
  const [kept, setKept] = useState(run.comment ?? '')
  const keep = async () => {
    if (text.trim() === kept) return
    const commandId = uuidv7()
    try {
      const { comment } = await surely(() => client.run.rate({ commandId, id: run.id, comment: text }))
      setKept(comment ?? '')
      say(t('runs.commentKept'))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <Labelled label={t('runs.comment')} note={t('common.optional')}>
      {(ids) => (
        <textarea
          {...ids}
          rows={2}
          value={text}
          maxLength={4000}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void keep()}
          className={`${wellClass()} block max-h-40 resize-none py-1 field-sizing-content`}
        />
      )}
    </Labelled>
  )
}
