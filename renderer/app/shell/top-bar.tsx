import { PanelLeft } from 'lucide-react'
import { WorkspaceSwitcher } from '../../features/workspace'
import { t } from '../../i18n'
import { IconButton } from '../../ui/button'
import { keyOf } from '../commands'
import { TabStrip } from './tab-strip'

export function TopBar({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  return (
    <header className="flex h-10 shrink-0 bg-desk">
      <div
        className={`flex shrink-0 items-center gap-2 border-r border-b border-line ${folded ? 'px-2' : 'w-[248px] pr-2 pl-2.5'}`}
      >
        <WorkspaceSwitcher />
        <span className="flex-1" />
        <IconButton
          icon={PanelLeft}
          label={folded ? t('frame.showSidebar') : t('frame.foldSidebar')}
          keys={keyOf('view.sidebar')}
          aria-expanded={!folded}
          onClick={onFold}
        />
      </div>
      <TabStrip />
    </header>
  )
}
