import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { CopyPlan } from '../../../contract/exchange'
import { useEnterWorkspace } from '../../app/enter-workspace'
import { useSession } from '../../app/session'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { Labelled } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { SkeletonLines } from '../../ui/pane'
import { Select } from '../../ui/select'
import { kindIcon, kindName } from './kinds'

interface CopyDialogProps {
  ids: readonly string[]
  onClose: () => void
}

/** Another workspace, what would come along, and afterwards the way there. */
export function CopyDialog({ ids, onClose }: CopyDialogProps) {
  const { client, queries } = useStudio()
  const current = useSession().workspace.id
  const list = useQuery(queries.workspace.list.queryOptions())
  const others = (list.data ?? []).filter(
    ({ id, archived, role }) => id !== current && !archived && role !== 'viewer',
  )
  const [to, setTo] = useState<string | null>(null)
  const target = others.find(({ id }) => id === to) ?? (others.length === 1 ? others[0] : undefined)
  const plan = useQuery({
    ...queries.exchange.planCopy.queryOptions({ input: { ids: [...ids], workspaceId: target?.id ?? '' } }),
    enabled: target !== undefined,
  })
  const copy = useMutation({
    mutationFn: ({ commandId, workspaceId }: { commandId: string; workspaceId: string }) =>
      surely(() => client.entity.copy({ commandId, ids: [...ids], workspaceId })),
  })
  const { enter } = useEnterWorkspace()
  if (copy.data && target) {
    return (
      <Dialog open onClose={onClose} title={t('exchange.copied')}>
        <p role="status">{t('exchange.copiedTo', { count: copy.data.items, name: target.name })}</p>
        <Left sentences={copy.data.left} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose()
              void enter(target.id)
            }}
          >
            {t('exchange.goThere', { name: target.name })}
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  const why = !target ? t('exchange.workspaceFirst') : copy.isPending ? t('exchange.beingCopied') : null
  const problem = plan.error ?? copy.error
  return (
    <Dialog open onClose={onClose} title={t('exchange.copyTitle', { count: ids.length })}>
      {list.data && others.length === 0 ? (
        <p>{t('exchange.noOther')}</p>
      ) : (
        <Labelled label={t('exchange.workspace')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('exchange.workspace')}
              value={target?.id ?? null}
              placeholder={t('exchange.chooseWorkspace')}
              options={others.map((each) => ({ value: each.id, label: each.name }))}
              onChange={setTo}
            />
          )}
        </Labelled>
      )}
      {target && !plan.data && !plan.error && (
        <div className="mt-4">
          <SkeletonLines label={t('exchange.looking')} widths={[60, 74, 52]} />
        </div>
      )}
      {plan.data && <ComesAlong plan={plan.data} />}
      {problem && (
        <p role="alert" lang="en" className="mt-3 text-failed">
          {problemOf(problem).sentence}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          onClick={() => target && copy.mutate({ commandId: uuidv7(), workspaceId: target.id })}
          offBecause={why ?? (plan.data ? null : t('exchange.looking'))}
        >
          {t('exchange.copy')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function ComesAlong({ plan }: { plan: CopyPlan }) {
  return (
    <div className="mt-4 space-y-3">
      <Names label={t('exchange.copies')} items={plan.items} />
      {plan.inside > 0 && <p className="text-ink-2">{t('exchange.inside', { count: plan.inside })}</p>}
      {plan.needed.length > 0 && <Names label={t('exchange.needed')} items={plan.needed} />}
      {plan.staying.length > 0 && <Names label={t('exchange.staying')} items={plan.staying} />}
      <p className="text-small text-ink-2">{t('exchange.newIds')}</p>
    </div>
  )
}

/** Names that are drawn of each kind; the rest is counted. */
const most = 12

function Names({ label, items }: { label: string; items: CopyPlan['items'] }) {
  return (
    <section aria-label={label}>
      <h3 className="text-small font-medium">{label}</h3>
      <ul className="mt-1">
        {items.slice(0, most).map((item) => (
          <li key={item.id} className="flex h-6 items-center gap-2">
            <Icon of={kindIcon(item.type, null)} className="shrink-0 text-ink-2" />
            <span translate="no" className="min-w-0 flex-1 truncate">
              {item.title}
            </span>
            <span className="text-small text-ink-3">{kindName(item.type)}</span>
          </li>
        ))}
      </ul>
      {items.length > most && (
        <p className="text-small text-ink-2">{t('exchange.andMore', { n: `${items.length - most}` })}</p>
      )}
    </section>
  )
}

const Left = ({ sentences }: { sentences: readonly string[] }) => (
  <ul className="mt-2 space-y-1 text-small text-ink-2">
    {sentences.map((sentence) => (
      <li key={sentence} lang="en" translate="no">
        {sentence}
      </li>
    ))}
  </ul>
)
