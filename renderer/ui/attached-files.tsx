import { Paperclip } from 'lucide-react'
import type { FileRef } from '../../contract/file'
import { bytes } from './format'
import { Icon } from './icon'

/** The files that go along with a message, by name and size. */
export function AttachedFiles({ files }: { files: readonly FileRef[] | undefined }) {
  if (!files || files.length === 0) return null
  return (
    <ul className="mt-1 space-y-0.5 font-sans text-small text-ink-2">
      {files.map(({ hash, name, size }) => (
        <li key={hash} className="flex items-center gap-1.5">
          <Icon of={Paperclip} size={13} />
          <span translate="no" className="min-w-0 truncate">
            {name}
          </span>
          <span className="text-caption text-ink-3">{bytes(size)}</span>
        </li>
      ))}
    </ul>
  )
}
