import { Columns2, PanelLeft, Search } from 'lucide-react'
import { WorkspaceSwitcher } from '../../features/workspace'
import { t } from '../../i18n'
import { IconButton } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { KeyCap } from '../../ui/key-cap'
import { keyOf, runCommand } from '../commands'
import { useLayout } from '../layout'
import { usePlace } from '../location'
import { usePaneWidth } from '../pane-edge'
import { TabStrip } from './tab-strip'

export function TopBar({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const keys = keyOf('palette.open')
  const sidebar = usePaneWidth('sidebar')
  return (
    <header className="flex h-10 shrink-0 bg-desk">
      <div
        className={`flex shrink-0 items-center gap-2 border-r border-b border-line ${folded ? 'px-2' : 'w-(--w-sidebar) pr-2 pl-2.5'}`}
        style={folded ? undefined : sidebar}
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
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3">
        <SplitButton />
        <button
          type="button"
          onClick={() => runCommand('palette.open')}
          className="flex h-7 items-center gap-2 rounded-control border border-line-strong bg-raised px-2.5 text-ink-3 hover:text-ink"
        >
          <Icon of={Search} />
          <span className="max-[1360px]:sr-only">{t('command.palette.open')}</span>
          {keys && <KeyCap of={keys} />}
        </button>
      </div>
    </header>
  )
}

/** One column or two. */
function SplitButton() {
  const place = usePlace()
  const beside = useLayout((layout) => layout.beside)
  const split = beside !== null
  const command = split ? 'split.close' : 'split.open'
  return (
    <IconButton
      icon={Columns2}
      label={split ? t('frame.closeBeside') : t('frame.openBeside')}
      keys={keyOf(command)}
      disabled={!split && place.at !== 'item'}
      onClick={() => runCommand(command)}
    />
  )
}
