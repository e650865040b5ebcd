import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { fileOf } from '../../core/values/file'
import { attachFiles } from '../data/attach'
import { useStudio } from '../data/studio'
import { t } from '../i18n'
import { Button, IconButton } from './button'
import { bytes } from './format'

interface FileInputProps {
  id: string
  'aria-describedby'?: string
  name: string
  value: unknown
  /** Pictures alone. */
  picture: boolean
  onChange: (value: unknown) => void
}

/** A file or picture for a variable; what is chosen goes along with every message that uses the variable. */
export function FileInput({ name, value, picture, onChange, ...ids }: FileInputProps) {
  const { client } = useStudio()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const file = fileOf(value)
  const take = async (chosen: FileList | null) => {
    setBusy(true)
    const [made] = await attachFiles(client, chosen)
    setBusy(false)
    if (made) onChange(made)
  }
  return (
    <div className="flex h-7 items-center gap-2">
      <Button
        {...ids}
        small
        icon={Paperclip}
        aria-label={t('editor.chooseFileFor', { name })}
        offBecause={busy ? t('common.beingSaved') : null}
        onClick={() => input.current?.click()}
      >
        {t(picture ? 'editor.choosePicture' : 'editor.chooseFile')}
      </Button>
      {file && (
        <>
          <span translate="no" title={file.name} className="min-w-0 flex-1 truncate font-mono text-small">
            {file.name}
          </span>
          <span className="tabular shrink-0 text-caption text-ink-3">{bytes(file.size)}</span>
          <IconButton
            icon={X}
            label={t('editor.removeFileOf', { name: file.name })}
            onClick={() => onChange('')}
          />
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('editor.chooseFileFor', { name })}
        accept={picture ? 'image/png,image/jpeg,image/webp,image/gif' : undefined}
        onChange={async ({ target }) => {
          await take(target.files)
          target.value = ''
        }}
      />
    </div>
  )
}
