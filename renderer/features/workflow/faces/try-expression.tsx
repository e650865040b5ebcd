import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { coerce } from '../../../../core/values/coerce'
import { readsOf } from '../../../../core/workflow/expression'
import { type Offer, sampleOf } from '../../../../core/workflow/offers'
import { useSettled } from '../../../data/settled'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Labelled, wellClass } from '../../../ui/field'
import { useFormPlace } from './form'

interface TryExpressionProps {
  label: string
  source: string
  /** What cannot be read is said at the field. */
  readable: boolean
}

/** What an expression gives on a sample that is written here; nothing of it is kept. */
export function TryExpression({ label, source, readable }: TryExpressionProps) {
  const place = useFormPlace()
  const [text, setText] = useState(() => JSON.stringify(sampleFor(source, place.offers()), null, 2))
  const read = coerce('json', text)
  const given = 'value' in read ? givenOf(read.value) : null
  const problem = 'problem' in read ? read.problem : given ? null : t('nodeForm.sampleObject')
  return (
    <section
      aria-label={t('nodeForm.tryOf', { label })}
      className="mt-2 space-y-1 border-l border-line-strong pl-3"
    >
      <Labelled label={t('nodeForm.sample')} problem={problem}>
        {(ids) => (
          <textarea
            {...ids}
            rows={4}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={`${wellClass(problem !== null)} block resize-y py-1 font-mono text-small no-ligatures`}
          />
        )}
      </Labelled>
      {given && readable && source.trim() !== '' && <Outcome source={source} given={given} />}
    </section>
  )
}

function Outcome({ source, given }: { source: string; given: Given }) {
  const { queries } = useStudio()
  const input = useSettled(JSON.stringify({ source, given }), 250)
  const asked: { source: string; given: Given } = JSON.parse(input)
  const { data } = useQuery({
    ...queries.workflow.tryExpression.queryOptions({ input: asked }),
    gcTime: 0,
    placeholderData: (before) => before,
  })
  if (!data) return null
  if (data.problem !== null) {
    return (
      <p role="status" lang="en" className="text-small text-failed">
        {data.problem}
      </p>
    )
  }
  return (
    <p role="status" className="flex gap-2 text-small">
      <span className="shrink-0 text-ink-3">{t('nodeForm.gives')}</span>
      <code
        translate="no"
        className="max-h-40 min-w-0 overflow-auto font-mono whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {data.value === undefined ? t('nodeForm.givesNothing') : JSON.stringify(data.value, null, 2)}
      </code>
    </p>
  )
}

type Given = Readonly<Record<string, unknown>>

/** A sample of what an expression reads; of one that reads nothing yet, its input. */
function sampleFor(source: string, offers: readonly Offer[]): Given {
  const reads = readsOf(source)
  const used = offers.filter(({ name }) => Object.hasOwn(reads, name))
  const shown = used.length > 0 ? used : offers.filter(({ name }) => name === 'input')
  return Object.fromEntries(shown.map((offer) => [offer.name, sampleOf(offer)]))
}

const givenOf = (value: unknown): Given | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
