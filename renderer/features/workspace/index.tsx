import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '../../app/commands'
import { useEnterWorkspace } from '../../app/enter-workspace'
import { useSession } from '../../app/session'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { Menu, MenuItem, MenuLine } from '../../ui/menu'
import { Tile } from '../../ui/tile'
import { NewWorkspace } from './new-workspace'
import { WorkspaceSettings } from './settings'

/** Whose work this is, always in its colour; the others one click away. */
export function WorkspaceSwitcher() {
  const { queries } = useStudio()
  const current = useSession().workspace
  const list = useQuery(queries.workspace.list.queryOptions())
  const [making, setMaking] = useState(false)
  const [changing, setChanging] = useState(false)
  const [listed, setListed] = useState(false)
  useCommand('workspace.switch', () => setListed(true))
  const { enter, show } = useEnterWorkspace()

  return (
    <>
      <Menu
        open={listed}
        onOpen={setListed}
        trigger={
          <button
            type="button"
            aria-label={t('workspace.current', { name: current.name })}
            className="flex h-7 min-w-0 items-center gap-2 rounded-control pr-1 hover:bg-hover"
          >
            <Tile name={current.name} colour={current.colour} />
            <span className="truncate font-strong group-data-folded:hidden">{current.name}</span>
            <Icon of={ChevronsUpDown} size={13} className="text-ink-3" />
          </button>
        }
      >
        {[...(list.data ?? [current])]
          .sort((a, b) => Number(a.archived) - Number(b.archived))
          .map((workspace) => (
            <MenuItem key={workspace.id} onClick={() => void enter(workspace.id)}>
              <span className="flex w-full items-center gap-2.5 py-1">
                <Tile name={workspace.name} colour={workspace.colour} />
                <span className="max-w-60 min-w-0 flex-1 truncate">{workspace.name}</span>
                <span className="text-caption text-ink-3">
                  {workspace.archived ? t('workspace.archived') : t(`workspace.kind.${workspace.kind}`)}
                </span>
                <span className="w-[13px]">
                  {workspace.id === current.id && <Icon of={Check} size={13} />}
                </span>
              </span>
            </MenuItem>
          ))}
        <MenuLine />
        <MenuItem icon={Plus} onClick={() => setMaking(true)}>
          {t('workspace.new')}
        </MenuItem>
        <MenuItem icon={Settings2} onClick={() => setChanging(true)}>
          {t('workspace.change')}
        </MenuItem>
      </Menu>
      <WorkspaceSettings
        workspace={current}
        open={changing}
        onClose={() => setChanging(false)}
        onLeft={show}
      />
      <NewWorkspace open={making} onClose={() => setMaking(false)} onMade={(made) => void enter(made.id)} />
    </>
  )
}
