import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { pack } from '../../data/file'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Dialog } from '../../ui/dialog'
import { ChooseFile } from './choose-file'
import { PlanView } from './plan-view'

/** As core/bundle has it: more is refused before it is read. */
const mostBytes = 32 * 1024 * 1024

interface ImportDialogProps {
  placeId: string | null
  onClose: () => void
}

/** A file, then what importing it would do, then one command that does it. */
export function ImportDialog({ placeId, onClose }: ImportDialogProps) {
  const { client } = useStudio()
  const [tooLarge, setTooLarge] = useState(false)
  const read = useMutation({
    mutationFn: async (file: string | Blob) => {
      const data = await pack(file)
      return { data, plan: await client.exchange.plan({ data }) }
    },
  })
  const choose = (file: string | Blob) => {
    const size = typeof file === 'string' ? file.length : file.size
    setTooLarge(size > mostBytes)
    read.reset()
    if (size <= mostBytes) read.mutate(file)
  }
  const problem = tooLarge ? t('exchange.tooLarge') : read.error ? problemOf(read.error).sentence : null
  return (
    <Dialog open onClose={onClose} title={t('exchange.importTitle')} wide>
      {read.data ? (
        <PlanView {...read.data} placeId={placeId} onAnother={() => read.reset()} onClose={onClose} />
      ) : (
        <ChooseFile onFile={choose} reading={read.isPending} problem={problem} onClose={onClose} />
      )}
    </Dialog>
  )
}
