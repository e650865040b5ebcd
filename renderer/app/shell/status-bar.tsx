import { useQuery } from '@tanstack/react-query'
import {
  AppWindow,
  Check,
  DatabaseBackup,
  Globe,
  Lock,
  ShieldCheck,
  TriangleAlert,
  WifiOff,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionState } from '../../client'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { bytes, exactly, when } from '../../ui/format'
import { Icon, type LucideIcon } from '../../ui/icon'
import { colourStyle } from '../../ui/tile'
import { useSession } from '../session'
import { useStatusLine } from '../status-line'
import { JobsTray } from '../work/jobs-tray'
import { NotificationsTray } from '../work/notifications-tray'

/** Left what is saved, right what runs in the background and the vault. Only problems are coloured. */
export function StatusBar({ connection }: { connection: ConnectionState }) {
  const { queries } = useStudio()
  const vault = useQuery(queries.vault.status.queryOptions()).data
  const { name, colour } = useSession().workspace
  return (
    <footer className="@container flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-desk px-3.5 text-caption text-ink-3">
      <DocumentLine savedAt={vault?.savedAt ?? null} />
      <span className="flex-1" />
      {connection === 'lost' && (
        <Part icon={WifiOff} className="text-interrupted">
          {t('frame.connectionLost')}
        </Part>
      )}
      <span className="inline-flex min-w-0 items-center gap-1.5" title={t('frame.workspaceHere', { name })}>
        <span aria-hidden className="size-2.5 shrink-0 rounded-mark" style={colourStyle(colour)} />
        <span translate="no" className="max-w-40 truncate">
          {name}
        </span>
      </span>
      {vault && (
        <>
          <JobsTray />
          <NotificationsTray />
          <Part icon={DatabaseBackup} title={vault.lastBackupAt ? exactly(vault.lastBackupAt) : undefined}>
            {backupText(vault.backupRunning, vault.lastBackupAt)}
          </Part>
          <Part icon={ShieldCheck} title={vault.lastVerifiedAt ? exactly(vault.lastVerifiedAt) : undefined}>
            {vault.lastVerifiedAt
              ? t('frame.verified', { when: when(vault.lastVerifiedAt) })
              : t('frame.notVerified')}
          </Part>
          <Part icon={Lock} className="@max-[1360px]:hidden">
            {vault.bytes === null
              ? vault.name
              : t('frame.vault', { name: vault.name, size: bytes(vault.bytes) })}
          </Part>
          {connection === 'open' && (
            <Part icon={vault.door === 'electron' ? AppWindow : Globe} title={t('frame.connected')}>
              {t(vault.door === 'electron' ? 'frame.inWindow' : 'frame.inBrowser')}
            </Part>
          )}
        </>
      )}
    </footer>
  )
}

/** What the open document says of itself. By itself: the caret moves with every key. */
function DocumentLine({ savedAt }: { savedAt: string | null }) {
  const line = useStatusLine()
  return (
    <>
      {line?.wrong ? (
        <Part icon={TriangleAlert} className="text-failed">
          {line.text}
        </Part>
      ) : (
        <Part icon={Check} title={savedAt ? exactly(savedAt) : undefined}>
          <span role="status">{line?.text ?? savedText(savedAt)}</span>
        </Part>
      )}
      {line?.more.map((text) => (
        <span key={text} className="tabular whitespace-nowrap">
          {text}
        </span>
      ))}
    </>
  )
}

const savedText = (at: string | null): string =>
  at ? t('frame.saved', { when: when(at) }) : t('frame.allSaved')

function backupText(running: boolean, at: string | null): string {
  if (running) return t('frame.backingUp')
  return at ? t('frame.backup', { when: when(at) }) : t('frame.noBackup')
}

interface PartProps {
  icon: LucideIcon
  className?: string
  title?: string | undefined
  children: ReactNode
}

const Part = ({ icon, className, title, children }: PartProps) => (
  <span title={title} className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className ?? ''}`}>
    <Icon of={icon} size={13} />
    {children}
  </span>
)
