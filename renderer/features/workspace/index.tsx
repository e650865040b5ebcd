import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, ChevronsUpDown, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import type { SessionInfo } from '../../../contract/workspace'
import { useCommand } from '../../app/commands'
import { go } from '../../app/location'
import { useSession } from '../../app/session'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { Menu, MenuItem, MenuLine } from '../../ui/menu'
import { Tile } from '../../ui/tile'
import { sayProblem } from '../../ui/toast'
import { NewWorkspace } from './new-workspace'
import { WorkspaceSettings } from './settings'

/** Vault and session are the same in every workspace. */
const isAboutStudio = ([path]: QueryKey): boolean =>
  Array.isArray(path) && (path[0] === 'vault' || path[0] === 'session')

/** Whose work this is, always in its colour; the others one click away. */
export function WorkspaceSwitcher() {
  const { client, queries } = useStudio()
  const cache = useQueryClient()
  const current = useSession().workspace
  const list = useQuery(queries.workspace.list.queryOptions())
  const [making, setMaking] = useState(false)
  const [changing, setChanging] = useState(false)
  const [listed, setListed] = useState(false)
  useCommand('workspace.switch', () => setListed(true))

  const show = (session: SessionInfo) => {
    cache.setQueryData(queries.session.get.queryKey(), session)
    // Nothing of the workspace that was left may be seen in this one; what is on screen is asked for anew.
    void cache.resetQueries({ predicate: ({ queryKey }) => !isAboutStudio(queryKey) })
    go({ at: 'library', placeId: null })
  }
  const enter = async (workspaceId: string) => {
    if (workspaceId === current.id) return
    try {
      show(await client.session.open({ workspaceId }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }

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
