import { Unplug } from 'lucide-react'
import type { ConnectionState } from '../../client'
import { Icon } from '../../ui/icon'

const sentences: Partial<Record<ConnectionState, string>> = {
  lost: 'The studio is not answering. What you write is kept here and saved when it is back.',
  refused:
    'This page is no longer known to the studio. Copy unsaved text, then open the address it prints when it starts.',
}

export function ConnectionBanner({ state }: { state: ConnectionState }) {
  const sentence = sentences[state]
  return (
    <div role="status">
      {sentence && (
        <p className="flex h-8 items-center gap-2 border-b border-line bg-interrupted-bg px-4 text-small font-medium text-interrupted">
          <Icon of={Unplug} size={13} />
          {sentence}
        </p>
      )}
    </div>
  )
}
