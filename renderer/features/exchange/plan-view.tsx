import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { ImportPlan } from '../../../contract/exchange'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { DialogActions } from '../../ui/dialog'
import { Labelled } from '../../ui/field'
import { Segmented } from '../../ui/segmented'
import { Select } from '../../ui/select'
import { PlanList } from './plan-list'
import { useDone } from './use-done'

interface PlanViewProps {
  data: string
  plan: ImportPlan
  placeId: string | null
  onAnother: () => void
  onClose: () => void
}

const top = 'top'

/** What importing would do, where it goes, and the button that does it. */
export function PlanView({ data, plan, placeId, onAnother, onClose }: PlanViewProps) {
  const { client, queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const [to, setTo] = useState(placeId ?? top)
  const [contexts, setContexts] = useState<'both' | 'here'>('both')
  const done = useDone()
  const of = (fate: ImportPlan['items'][number]['fate']) =>
    plan.items.filter((item) => item.fate === fate).length
  const coming = of('new') + of('beside') - (contexts === 'here' ? plan.clashes.length : 0)
  const bring = useMutation({
    mutationFn: (commandId: string) =>
      surely(() => client.exchange.import({ commandId, data, contexts, parentId: to === top ? null : to })),
    onSuccess: ({ commandId, items }) => {
      onClose()
      done(commandId, t('exchange.imported', { count: items }))
    },
  })
  const options = [
    { value: top, label: t('library.top') },
    ...(places.data ?? []).map(({ id, title }) => ({ value: id, label: title })),
  ]
  return (
    <>
      <Summary
        plan={plan}
        coming={of('new')}
        beside={of('beside')}
        here={of('here')}
        refused={of('refused')}
      />
      <PlanList items={plan.items} />
      <div className="mt-4 flex flex-wrap items-end gap-x-8 gap-y-3">
        <div className="w-72">
          <Labelled label={t('exchange.into')}>
            {({ id }) => (
              <Select id={id} label={t('exchange.into')} value={to} options={options} onChange={setTo} />
            )}
          </Labelled>
        </div>
        {plan.clashes.length > 0 && (
          <div>
            <p className="mb-1 max-w-[56ch] text-small text-ink-2">
              {t('exchange.clash', {
                count: plan.clashes.length,
                names: plan.clashes.slice(0, 5).join(', '),
              })}
            </p>
            <Segmented
              label={t('exchange.clashes')}
              value={contexts}
              options={[
                { value: 'both', label: t('exchange.keepBoth') },
                { value: 'here', label: t('exchange.useHere') },
              ]}
              onChange={setContexts}
            />
          </div>
        )}
      </div>
      <p className="mt-4 text-small text-ink-2">{t('exchange.inert')}</p>
      {bring.error && (
        <p role="alert" lang="en" className="mt-2 text-failed">
          {problemOf(bring.error).sentence}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button onClick={onAnother}>{t('exchange.another')}</Button>
        <Button
          look="primary"
          onClick={() => bring.mutate(uuidv7())}
          offBecause={
            bring.isPending ? t('exchange.beingImported') : coming === 0 ? t('exchange.nothingNew') : null
          }
        >
          {t('exchange.importItems', { count: coming })}
        </Button>
      </DialogActions>
    </>
  )
}

interface SummaryProps {
  plan: ImportPlan
  coming: number
  beside: number
  here: number
  refused: number
}

function Summary({ plan, coming, beside, here, refused }: SummaryProps) {
  const said = [
    t('exchange.sumNew', { count: coming }),
    ...(beside > 0 ? [t('exchange.sumBeside', { count: beside })] : []),
    ...(here > 0 ? [t('exchange.sumHere', { count: here })] : []),
    ...(refused > 0 ? [t('exchange.sumRefused', { count: refused })] : []),
    ...(plan.rows > 0 ? [t('exchange.sumRows', { count: plan.rows })] : []),
    ...(plan.tools > 0 ? [t('exchange.sumTools', { count: plan.tools })] : []),
    ...(plan.outside > 0 ? [t('exchange.sumOutside', { count: plan.outside })] : []),
    ...(plan.older > 0 ? [t('exchange.sumOlder', { count: plan.older })] : []),
  ]
  return (
    <>
      {plan.title && (
        <h3 translate="no" className="truncate text-head font-strong tracking-(--track-head)">
          {plan.title}
        </h3>
      )}
      <p className="mt-1 max-w-[90ch]">{said.join(' ')}</p>
      {!plan.intact && <p className="mt-1 font-medium">{t('exchange.changedSince')}</p>}
    </>
  )
}
