import { useQuery } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import type { BackupEntry } from '../../../contract/vault'
import { useStudio } from '../../data/studio'
import { counted, when } from '../../ui/format'
import { Icon } from '../../ui/icon'

/** The three steps of a restore, and what will not be there afterwards. */
export function RestorePlanList({ backup }: { backup: BackupEntry }) {
  const { queries } = useStudio()
  const plan = useQuery(queries.vault.planRestore.queryOptions({ input: { id: backup.id } }))
  const steps = [
    `The backup of ${when(backup.takenAt)} is copied, opened and checked.`,
    'The damaged vault is moved to quarantine. It is kept, not deleted.',
    'The checked copy takes its place, and the studio opens.',
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
          <p className="text-ink-2">
            Counted when the vault was last whole. Drafts since then may be among them.
          </p>
        </div>
      )}
    </>
  )
}

function missing(items: number | null, runs: number | null): string {
  if (items === null && runs === null) return 'What came after it is not known'
  if (!items && !runs) return 'Nothing would be missing'
  return `${counted(items ?? 0, 'item')} and ${counted(runs ?? 0, 'run')} would be missing`
}
