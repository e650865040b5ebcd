import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Star } from 'lucide-react'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../data/problem'
import { useStudio } from '../data/studio'
import { t } from '../i18n'
import { Icon } from './icon'
import { sayProblem } from './toast'

const steps = [1, 2, 3, 4, 5] as const

/** One to five, by a person; the same again takes it back. */
export function Rating({ runId }: { runId: string }) {
  const { client, queries } = useStudio()
  const run = useQuery(queries.run.get.queryOptions({ input: { id: runId } }))
  const [given, setGiven] = useState<number | null>()
  const rating = given === undefined ? (run.data?.rating ?? null) : given
  const rate = async (value: number) => {
    const next = value === rating ? null : value
    setGiven(next)
    const commandId = uuidv7()
    try {
      await surely(() => client.run.rate({ commandId, id: runId, rating: next }))
    } catch (error) {
      setGiven(undefined)
      sayProblem(problemOf(error).sentence)
    }
  }
  return <Stars value={rating} onRate={(value) => void rate(value)} />
}

/** Five stars to choose from. */
export function Stars({ value: rating, onRate }: { value: number | null; onRate: (value: number) => void }) {
  return (
    <fieldset className="inline-flex items-center">
      <legend className="sr-only">{t('ui.rating.label')}</legend>
      {steps.map((value) => (
        <button
          key={value}
          type="button"
          aria-label={t('ui.rating.of', { value })}
          aria-pressed={rating === value}
          onClick={() => onRate(value)}
          className="grid size-6 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon
            of={Star}
            size={13}
            className={clsx(rating !== null && value <= rating && 'fill-current text-ink')}
          />
        </button>
      ))}
    </fieldset>
  )
}
