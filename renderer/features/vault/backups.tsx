import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DatabaseBackup } from 'lucide-react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { Button } from '../../ui/button'
import { bytes, counted, exactly, when } from '../../ui/format'
import { say, sayProblem } from '../../ui/toast'
import { BackupState } from './backup-state'

/** What is kept, and how sure that is: a copy that is whole, and one that was opened and checked, told apart. */
export function Backups() {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const backups = useQuery(queries.vault.backups.queryOptions())
  const again = () => cache.invalidateQueries({ queryKey: queries.vault.key() })
  const fail = (error: unknown) => sayProblem(problemOf(error).sentence)
  const take = useMutation({
    mutationFn: () => client.vault.backupNow(),
    onSuccess: (made) => say(`Backed up ${counted(made.items, 'item')} and ${counted(made.runs, 'run')}.`),
    onError: fail,
    onSettled: again,
  })
  const verify = useMutation({
    mutationFn: (id: string) => client.vault.verifyBackup({ id }),
    onSuccess: (checked) =>
      say(
        checked.state === 'verified'
          ? 'The backup was opened, checked and counted.'
          : (checked.problem ?? 'It is not whole.'),
      ),
    onError: fail,
    onSettled: again,
  })
  return (
    <section aria-labelledby="backups-title">
      <div className="flex items-end justify-between border-b border-line-strong pb-1.5">
        <h2 id="backups-title" className="text-title font-strong">
          Backups
        </h2>
        <Button
          small
          icon={DatabaseBackup}
          onClick={() => take.mutate()}
          offBecause={take.isPending ? 'Being taken.' : null}
        >
          {take.isPending ? 'Backing up' : 'Back up now'}
        </Button>
      </div>
      {backups.error && <p className="py-3 text-failed">{problemOf(backups.error).sentence}</p>}
      {backups.data?.length === 0 && (
        <p className="py-3 text-ink-2">
          None yet. One is taken every 15 minutes when something changed, and at quit.
        </p>
      )}
      <ul>
        {backups.data?.slice(0, 8).map((backup) => (
          <li
            key={backup.id}
            className="flex h-9 items-center gap-3 border-b border-line"
            title={exactly(backup.takenAt)}
          >
            <span className="w-36 font-medium first-letter:uppercase">{when(backup.takenAt)}</span>
            <span className="tabular min-w-0 flex-1 truncate text-ink-2">
              {backup.problem ?? `${counted(backup.items, 'item')}, ${counted(backup.runs, 'run')}`}
            </span>
            <span className="tabular w-16 text-right text-ink-2">{bytes(backup.bytes)}</span>
            <BackupState state={backup.state} />
            <span className="w-20 text-right">
              {(backup.state === 'whole' || backup.state === 'unchecked') && (
                <Button
                  small
                  look="quiet"
                  onClick={() => verify.mutate(backup.id)}
                  offBecause={verify.isPending ? 'One is being checked.' : null}
                >
                  Verify
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
