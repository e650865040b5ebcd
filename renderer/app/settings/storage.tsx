import { useMutation, useQuery } from '@tanstack/react-query'
import { ClipboardCopy, FolderOpen } from 'lucide-react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { bytes } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { say, sayProblem } from '../../ui/toast'
import { Section } from './section'

/** Where what is written lies on this machine, and how much it is. */
export function StorageSection() {
  const { queries } = useStudio()
  const storage = useQuery(queries.about.storage.queryOptions())
  return (
    <Section title={t('settings.storage')}>
      {storage.error && (
        <Problem sentence={problemOf(storage.error).sentence} onRetry={() => void storage.refetch()} />
      )}
      {!storage.data && !storage.error && (
        <div className="py-4">
          <SkeletonLines label={t('settings.lookingForFolders')} widths={[60, 66]} />
        </div>
      )}
      {storage.data && (
        <>
          <Folder
            which="data"
            label={t('settings.vaultFolder')}
            path={storage.data.folder}
            size={storage.data.bytes === null ? null : bytes(storage.data.bytes)}
            canOpen={storage.data.canOpen}
          />
          <Folder
            which="backups"
            label={t('settings.backupsFolder')}
            path={storage.data.backupsFolder}
            size={null}
            canOpen={storage.data.canOpen}
          />
        </>
      )}
      <p className="pt-3 text-ink-2">{t('settings.storageNote')}</p>
    </Section>
  )
}

interface FolderProps {
  which: 'data' | 'backups'
  label: string
  path: string
  size: string | null
  canOpen: boolean
}

function Folder({ which, label, path, size, canOpen }: FolderProps) {
  const { client } = useStudio()
  const open = useMutation({
    mutationFn: () => client.about.openFolder({ which }),
    onError: (error) => sayProblem(problemOf(error).sentence),
  })
  const copy = async () => {
    await navigator.clipboard.writeText(path)
    say(t('settings.pathCopied'))
  }
  return (
    <div className="flex items-center gap-4 border-b border-line py-2.5">
      <div className="min-w-0 flex-1">
        <p>
          {label}
          {size && <span className="tabular ml-2 text-small text-ink-3">{size}</span>}
        </p>
        <p translate="no" className="font-mono text-small break-all text-ink-2 select-all">
          {path}
        </p>
      </div>
      {canOpen ? (
        <Button small icon={FolderOpen} onClick={() => open.mutate()}>
          {t('settings.openFolder')}
        </Button>
      ) : (
        <Button small icon={ClipboardCopy} onClick={() => void copy()}>
          {t('settings.copyPath')}
        </Button>
      )}
    </div>
  )
}
