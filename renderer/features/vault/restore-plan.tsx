import { useQuery } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import type { BackupEntry } from '../../../contract/vault'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { when } from '../../ui/format'
import { Icon } from '../../ui/icon'

/** The three steps of a restore, and what will not be there afterwards. */
export function RestorePlanList({ backup }: { backup: BackupEntry }) {
  const { queries } = useStudio()
  const plan = useQuery(queries.vault.planRestore.queryOptions({ input: { id: backup.id } }))
  const steps = [
    t('vault.stepCopy', { when: when(backup.takenAt) }),
    t('vault.stepQuarantine'),
    t('vault.stepSwap'),
  ]
  return (
    <>
      <ol className="mt-3 space-y-2.5">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span className="tabular text-ink-3">{index + 1}</span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      {plan.data && (
        <div className="mt-4 border-l-2 border-interrupted py-0.5 pl-3">
          <p className="flex items-center gap-2 font-medium">
            <Icon of={Unplug} size={13} className="text-interrupted" />
            {missing(plan.data.missingItems, plan.data.missingRuns)}
          </p>
          <p className="text-ink-2">{t('vault.countedWhole')}</p>
        </div>
      )}
    </>
  )
}

function missing(items: number | null, runs: number | null): string {
  if (items === null && runs === null) return t('vault.missingUnknown')
  if (!items && !runs) return t('vault.missingNothing')
  return t('vault.missing', {
    items: t('common.items', { count: items ?? 0 }),
    runs: t('common.runs', { count: runs ?? 0 }),
  })
}
