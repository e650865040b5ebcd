import { Unplug } from 'lucide-react'
import type { ConnectionState } from '../../client'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'

function sentenceOf(state: ConnectionState): string | null {
  if (state === 'lost') return t('frame.hostLost')
  return state === 'refused' ? t('frame.hostRefused') : null
}

export function ConnectionBanner({ state }: { state: ConnectionState }) {
  const sentence = sentenceOf(state)
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
