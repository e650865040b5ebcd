import clsx from 'clsx'
import { useState } from 'react'
import type { BackupEntry } from '../../../contract/vault'
import { t } from '../../i18n'
import { bytes, exactly, when } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { BackupState, contentsOf } from './backup-state'

interface BackupListProps {
  backups: readonly BackupEntry[] | undefined
  problem: string | null
  newestWhole: string | null
  chosen: string | null
  onChoose: (id: string) => void
}

const FIRST = 7

export function BackupList({ backups, problem, newestWhole, chosen, onChoose }: BackupListProps) {
  const [all, setAll] = useState(false)
  const shown = all ? backups : backups?.slice(0, FIRST)
  const oldest = backups?.at(-1)
  return (
    <section aria-label={t('vault.restoreFrom')}>
      <div className="flex items-baseline justify-between border-b border-line-strong pb-1.5">
        <h2 className="font-strong">{t('vault.restoreFrom')}</h2>
        <span className="text-caption text-ink-3">{t('vault.schedule')}</span>
      </div>
      {problem && <p className="mt-3 text-failed">{problem}</p>}
      {!backups && !problem && (
        <div className="mt-4">
          <SkeletonLines label={t('vault.looking')} widths={[94, 90, 88, 82]} />
        </div>
      )}
      <div role="radiogroup" aria-label={t('vault.backups')}>
        {shown?.map((backup) => (
          <BackupRow
            key={backup.id}
            backup={backup}
            note={backup.id === newestWhole ? t('vault.newestWhole') : reasonOf(backup)}
            checked={backup.id === chosen}
            onChoose={() => onChoose(backup.id)}
          />
        ))}
      </div>
      {backups && oldest && backups.length > FIRST && !all && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mt-3 h-6 rounded-control text-ink-2 underline decoration-line-strong underline-offset-4"
        >
          {t('vault.moreBackups', { count: backups.length - FIRST, when: when(oldest.takenAt) })}
        </button>
      )}
    </section>
  )
}

const reasonOf = ({ reason }: BackupEntry): string =>
  reason === 'schedule' ? '' : t(`vault.reason.${reason}`)

interface BackupRowProps {
  backup: BackupEntry
  note: string
  checked: boolean
  onChoose: () => void
}

function BackupRow({ backup, note, checked, onChoose }: BackupRowProps) {
  const broken = backup.state === 'broken'
  return (
    <label
      title={exactly(backup.takenAt)}
      className={clsx(
        'grid h-10 grid-cols-[20px_minmax(0,1fr)_190px_70px_110px] items-center gap-3 border-b border-l-2 border-b-line pl-3 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
        checked ? 'border-l-mark-line bg-select' : 'border-l-transparent hover:bg-hover',
      )}
    >
      <input
        type="radio"
        name="backup"
        checked={checked}
        disabled={broken}
        onChange={onChoose}
        className="size-[15px] accent-ink"
      />
      <span className="truncate">
        <span className="inline-block font-medium first-letter:uppercase">{when(backup.takenAt)}</span>
        {note && <span className="ml-2.5 text-ink-2">{note}</span>}
      </span>
      <span className="tabular truncate text-ink-2">
        {broken ? (backup.problem ?? t('vault.unreadable')) : contentsOf(backup)}
      </span>
      <span className="tabular text-right text-ink-2">{bytes(backup.bytes)}</span>
      <BackupState state={backup.state} />
    </label>
  )
}
