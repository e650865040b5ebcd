import { useMutation } from '@tanstack/react-query'
import { FolderOutput } from 'lucide-react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { bytes } from '../../ui/format'
import { Rich } from '../../ui/rich'

/** Copies what can still be read to a folder outside the vault, and says where. */
export function ExportEverything() {
  const { client } = useStudio()
  const copy = useMutation({ mutationFn: () => client.vault.exportEverything() })
  return (
    <div>
      <Button
        icon={FolderOutput}
        onClick={() => copy.mutate()}
        offBecause={copy.isPending ? t('vault.beingExported') : null}
      >
        {copy.isPending ? t('vault.exporting') : t('vault.exportEverything')}
      </Button>
      <p role="status" className="mt-2 text-small text-ink-2">
        {copy.data && (
          <Rich
            of={t('vault.exported', {
              files: t('common.files', { count: copy.data.files }),
              size: bytes(copy.data.bytes),
            })}
            parts={{
              folder: (
                <span translate="no" className="font-mono select-all">
                  {copy.data.folder}
                </span>
              ),
            }}
          />
        )}
        {copy.error && <span className="text-failed">{problemOf(copy.error).sentence}</span>}
      </p>
    </div>
  )
}
