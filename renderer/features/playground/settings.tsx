import { Popover } from '@base-ui/react/popover'
import { Thermometer } from 'lucide-react'
import type { ModelSettings } from '../../../contract/template'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { ModelKnobs } from '../../ui/model-knobs'

interface SettingsProps {
  settings: ModelSettings
  onChange: (settings: ModelSettings) => void
}

/** How the model is asked; part of the template, so a change makes a draft. Empty leaves it to the provider. */
export function SettingsButton({ settings, onChange }: SettingsProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('playground.settings')}
        className="tabular inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <Icon of={Thermometer} size={13} />
        {settings.temperature ?? t('playground.default')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover w-64 space-y-3 p-3">
            <Popover.Title className="font-strong">{t('playground.settings')}</Popover.Title>
            <ModelKnobs settings={settings} onChange={onChange} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
