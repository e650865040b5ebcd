import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../i18n'
import { IconButton } from './button'
import { Icon } from './icon'

interface SectionProps {
  title: string
  /** A few words at the right of the title: a count, or what it follows. */
  note?: ReactNode
  /** Unfolded at first. */
  open?: boolean
  /** Back to what the base says; only where something is overridden. */
  onReset?: (() => void) | undefined
  children: ReactNode
}

/** A folded part of an inspector. */
export function Section({ title, note, open = false, onReset, children }: SectionProps) {
  return (
    <Collapsible.Root defaultOpen={open} className="border-b border-line">
      <div className="flex items-center gap-1 pr-2">
        <h3 className="min-w-0 flex-1">
          <Collapsible.Trigger className="focus-inside flex h-8 w-full items-center gap-1.5 px-3 text-left text-small font-strong hover:bg-hover [&[data-panel-open]_svg]:rotate-90">
            <Icon of={ChevronRight} size={13} />
            <span className="flex-1 truncate">{title}</span>
            {note && <span className="truncate text-caption font-normal text-ink-3">{note}</span>}
          </Collapsible.Trigger>
        </h3>
        {onReset && <IconButton icon={RotateCcw} label={t('editor.resetToBase')} onClick={onReset} />}
      </div>
      <Collapsible.Panel className="space-y-3 px-4 pt-1 pb-4">{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
