import { useMutation } from '@tanstack/react-query'
import { FolderOutput } from 'lucide-react'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { Button } from '../../ui/button'
import { bytes, counted } from '../../ui/format'

/** Copies what can still be read to a folder outside the vault, and says where. */
export function ExportEverything() {
  const { client } = useStudio()
  const copy = useMutation({ mutationFn: () => client.vault.exportEverything() })
  return (
    <div>
      <Button
        icon={FolderOutput}
        onClick={() => copy.mutate()}
        offBecause={copy.isPending ? 'Being exported.' : null}
      >
        {copy.isPending ? 'Exporting' : 'Export everything'}
      </Button>
      <p role="status" className="mt-2 text-small text-ink-2">
        {copy.data && (
          <>
            {counted(copy.data.files, 'file')}, {bytes(copy.data.bytes)}, in{' '}
            <span className="font-mono select-all">{copy.data.folder}</span>
          </>
        )}
        {copy.error && <span className="text-failed">{problemOf(copy.error).sentence}</span>}
      </p>
    </div>
  )
}
