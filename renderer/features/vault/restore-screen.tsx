import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArchiveRestore, ClipboardCopy, DatabaseZap, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { BackupEntry, VaultStatus } from '../../../contract/vault'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { shortClock } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { say } from '../../ui/toast'
import { BackupList } from './backup-list'
import { ExportEverything } from './export-everything'
import { VaultFrame } from './frame'
import { RestorePlanList } from './restore-plan'

const usable = (backup: BackupEntry): boolean => backup.state !== 'broken'

/** A damaged vault: the newest whole backup is chosen, what would be missing is named, nothing is deleted. */
export function RestoreScreen({ vault }: { vault: VaultStatus }) {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const backups = useQuery(queries.vault.backups.queryOptions())
  const newest =
    backups.data?.find((backup) => backup.state === 'verified' || backup.state === 'whole') ??
    backups.data?.find(usable)
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = backups.data?.find((backup) => backup.id === picked) ?? newest
  const restore = useMutation({
    mutationFn: (id: string) => client.vault.restore({ id }),
    onSettled: () => cache.invalidateQueries(),
  })
  const restoring = restore.isPending || vault.state === 'restoring'

  return (
    <VaultFrame
      foot={
        <span className="inline-flex items-center gap-1.5">
          <Icon of={TriangleAlert} size={13} className="text-failed" />
          {t('vault.isClosed', { name: vault.name })}
        </span>
      }
    >
      <div className="mx-auto max-w-[1180px] px-8 pt-[9vh] pb-10">
        <p className="flex items-center gap-2 font-medium text-failed">
          <Icon of={DatabaseZap} />
          {t('vault.didNotOpen', { name: vault.name })}
        </p>
        <h1 className="mt-1.5 max-w-[30em] text-verdict font-strong tracking-(--track-verdict) text-balance">
          {vault.sentence ?? t('vault.cannotBeRead')}
        </h1>
        <div className="mt-9 grid grid-cols-[minmax(0,1fr)_340px] gap-10">
          <BackupList
            backups={backups.data}
            problem={backups.error ? problemOf(backups.error).sentence : null}
            newestWhole={newest?.id ?? null}
            chosen={chosen?.id ?? null}
            onChoose={setPicked}
          />
          <section aria-label={t('vault.whatWillHappen')}>
            <h2 className="border-b border-line-strong pb-1.5 font-strong">{t('vault.whatWillHappen')}</h2>
            {chosen ? (
              <>
                <RestorePlanList backup={chosen} />
                <Button
                  look="primary"
                  icon={restoring ? LoaderCircle : ArchiveRestore}
                  className="mt-5"
                  autoFocus
                  onClick={() => restore.mutate(chosen.id)}
                  offBecause={restoring ? t('vault.beingRestored') : null}
                >
                  {restoring
                    ? t('vault.restoring')
                    : t('vault.restore', { time: shortClock(chosen.takenAt) })}
                </Button>
                <p role="status" className="mt-2 text-caption text-ink-3">
                  {restoring ? t('vault.copyChecked') : t('vault.canUndo')}
                </p>
                {restore.error && (
                  <p className="mt-2 text-small text-failed">{problemOf(restore.error).sentence}</p>
                )}
              </>
            ) : (
              <p className="mt-3 text-ink-2">{t('vault.noUsableBackup')}</p>
            )}
            <div className="mt-6 border-t border-line pt-4">
              <ExportEverything />
              <Button
                look="quiet"
                small
                icon={ClipboardCopy}
                className="mt-2 -ml-2"
                onClick={() => {
                  void navigator.clipboard.writeText(report(vault, backups.data))
                  say(t('vault.reportCopied'))
                }}
              >
                {t('vault.copyReport')}
              </Button>
            </div>
            {vault.details && (
              <details className="mt-3 text-small text-ink-2">
                <summary>{t('common.details')}</summary>
                <pre lang="en" className="mt-2 rounded-control bg-well p-2 font-mono whitespace-pre-wrap">
                  {vault.details}
                </pre>
              </details>
            )}
          </section>
        </div>
      </div>
    </VaultFrame>
  )
}

function report(vault: VaultStatus, backups: readonly BackupEntry[] = []): string {
  const lines = backups.map(
    (each) => `${each.takenAt} ${each.state} ${each.bytes} bytes ${each.problem ?? ''}`,
  )
  return [vault.state, vault.sentence, vault.details, ...lines].filter(Boolean).join('\n')
}
