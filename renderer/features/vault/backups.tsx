import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DatabaseBackup } from 'lucide-react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { bytes, exactly, when } from '../../ui/format'
import { say, sayProblem } from '../../ui/toast'
import { BackupState, contentsOf } from './backup-state'

/** What is kept, and how sure that is: a copy that is whole, and one that was opened and checked, told apart. */
export function Backups() {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const backups = useQuery(queries.vault.backups.queryOptions())
  const again = () => cache.invalidateQueries({ queryKey: queries.vault.key() })
  const fail = (error: unknown) => sayProblem(problemOf(error).sentence)
  const take = useMutation({
    mutationFn: () => client.vault.backupNow(),
    onSuccess: (made) =>
      say(
        t('vault.backedUp', {
          items: t('common.items', { count: made.items }),
          runs: t('common.runs', { count: made.runs }),
        }),
      ),
    onError: fail,
    onSettled: again,
  })
  const verify = useMutation({
    mutationFn: (id: string) => client.vault.verifyBackup({ id }),
    onSuccess: (checked) =>
      say(
        checked.state === 'verified' ? t('vault.backupVerified') : (checked.problem ?? t('vault.notWhole')),
      ),
    onError: fail,
    onSettled: again,
  })
  return (
    <section aria-labelledby="backups-title">
      <div className="flex items-end justify-between border-b border-line-strong pb-1.5">
        <h2 id="backups-title" className="text-title font-strong">
          {t('vault.backups')}
        </h2>
        <Button
          small
          icon={DatabaseBackup}
          onClick={() => take.mutate()}
          offBecause={take.isPending ? t('vault.beingTaken') : null}
        >
          {take.isPending ? t('vault.backingUp') : t('vault.backUpNow')}
        </Button>
      </div>
      {backups.error && <p className="py-3 text-failed">{problemOf(backups.error).sentence}</p>}
      {backups.data?.length === 0 && <p className="py-3 text-ink-2">{t('vault.noBackups')}</p>}
      <ul>
        {backups.data?.slice(0, 8).map((backup) => (
          <li
            key={backup.id}
            className="flex h-9 items-center gap-3 border-b border-line"
            title={exactly(backup.takenAt)}
          >
            <span className="w-36 font-medium first-letter:uppercase">{when(backup.takenAt)}</span>
            <span className="tabular min-w-0 flex-1 truncate text-ink-2">
              {backup.problem ?? contentsOf(backup)}
            </span>
            <span className="tabular w-16 text-right text-ink-2">{bytes(backup.bytes)}</span>
            <BackupState state={backup.state} />
            <span className="w-20 text-right">
              {(backup.state === 'whole' || backup.state === 'unchecked') && (
                <Button
                  small
                  look="quiet"
                  onClick={() => verify.mutate(backup.id)}
                  offBecause={verify.isPending ? t('vault.beingChecked') : null}
                >
                  {t('vault.verify')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
