import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { count as counted } from './format'

interface PaneTab {
  value: string
  label: string
  count?: number
  body: ReactNode
}

interface PaneTabsProps {
  value: string
  onChange: (value: string) => void
  tabs: readonly PaneTab[]
}

/** Tabs inside a pane: words, their count in caption, ink below the one in view. */
export function PaneTabs({ value, onChange, tabs }: PaneTabsProps) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next: string) => onChange(next)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Base.List className="flex h-[34px] shrink-0 gap-4 border-b border-line px-5">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="focus-inside -mb-px border-b-2 border-transparent text-ink-2 data-active:border-ink data-active:font-medium data-active:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="tabular ml-1.5 text-caption text-ink-3">{counted(tab.count)}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="focus-inside min-h-0 flex-1 overflow-auto">
          {tab.body}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
