import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Variable } from '../../contract/template'
import { problemOf } from '../data/problem'
import { useStudio } from '../data/studio'
import { keepRow } from '../data/variable-sets'
import { t } from '../i18n'
import { Button } from './button'
import { Dialog } from './dialog'
import { Labelled, TextField } from './field'
import { Select } from './select'
import { Switch } from './switch'
import { say } from './toast'

interface KeepRowProps {
  values: Readonly<Record<string, unknown>>
  columns: readonly Variable[]
  /** The template that the values are of: a new set goes beside it. */
  besideId: string | null
  /** What a new set is called at first. */
  suggested: string
  /** An answer that may stand in the row too. */
  answer?: string
  onClose: () => void
}

const newSet = 'new'
const answerColumn = 'expected_answer'

/** Values become a row of a variable set: a new one, or one that is there. With many rows it is a data set. */
export function KeepRow({ values, columns, besideId, suggested, answer, onClose }: KeepRowProps) {
  const { client, queries } = useStudio()
  const [setId, setSetId] = useState<string>(newSet)
  const [title, setTitle] = useState(suggested.slice(0, 200))
  const [withAnswer, setWithAnswer] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const sets = useQuery(
    queries.entity.list.queryOptions({
      input: { types: ['variable_set'], deep: true, limit: 200, sort: 'title' },
    }),
  )
  const beside = useQuery({
    ...queries.entity.get.queryOptions({ input: { id: besideId ?? '' } }),
    enabled: besideId !== null,
    retry: false,
  })
  const known = sets.data?.items ?? []
  const keep = async () => {
    if (setId === newSet && title.trim() === '') return setProblem(t('common.nameFirst'))
    setBusy(true)
    try {
      const name = setId === newSet ? title.trim() : (known.find(({ id }) => id === setId)?.title ?? '')
      const { rows } = await keepRow(client, {
        setId: setId === newSet ? null : setId,
        title: name,
        parentId: beside.data?.parentId ?? null,
        values: answer && withAnswer ? { ...values, [answerColumn]: answer } : values,
        columns,
      })
      say(t('ui.keepRow.kept', { number: rows, title: name }))
      onClose()
    } catch (error) {
      setProblem(problemOf(error).sentence)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ui.keepRow.title')}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            offBecause={busy ? t('common.beingSaved') : null}
            onClick={() => void keep()}
          >
            {t('ui.keepRow.keep')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Labelled label={t('ui.keepRow.into')} problem={setId === newSet ? null : problem}>
          {(ids) => (
            <Select
              {...ids}
              label={t('ui.keepRow.into')}
              value={setId}
              options={[
                { value: newSet, label: t('ui.keepRow.newSet') },
                ...known.map(({ id, title: name }) => ({ value: id, label: name })),
              ]}
              onChange={setSetId}
            />
          )}
        </Labelled>
        {setId === newSet && (
          <TextField
            label={t('common.name')}
            value={title}
            maxLength={200}
            problem={problem}
            onChange={({ target }) => {
              setProblem(null)
              setTitle(target.value)
            }}
          />
        )}
        {answer ? (
          <div className="flex items-center justify-between gap-3">
            <span>{t('ui.keepRow.withAnswer', { column: answerColumn })}</span>
            <Switch
              label={t('ui.keepRow.withAnswer', { column: answerColumn })}
              checked={withAnswer}
              onChange={setWithAnswer}
            />
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}
