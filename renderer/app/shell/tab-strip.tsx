import clsx from 'clsx'
import { Activity, LibraryBig, MessagesSquare, Puzzle, Settings2, Type, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { t } from '../../i18n'
import { Icon, type LucideIcon } from '../../ui/icon'
import { useCommand } from '../commands'
import { go, type Place, pathOf, usePlace } from '../location'
import { useSession } from '../session'
import { type Tab, tabsOf, useTabs } from '../tabs'

const formIcons: Record<Tab['form'], LucideIcon> = {
  chat: MessagesSquare,
  text: Type,
  context: Puzzle,
}

/** The library, then every open document; runs and settings while they are shown. */
export function TabStrip() {
  const place = usePlace()
  const workspaceId = useSession().workspace.id
  const tabs = useTabs(tabsOf(workspaceId))
  const closeTab = useTabs((state) => state.close)
  const close = (id: string) => {
    const at = tabs.findIndex((tab) => tab.id === id)
    const next = tabs[at + 1] ?? tabs[at - 1]
    closeTab(workspaceId, id)
    if (place.at === 'item' && place.id === id) {
      go(next ? { at: 'item', id: next.id } : { at: 'library', placeId: null })
    }
  }
  useCommand('tab.close', place.at === 'item' ? () => close(place.id) : null)
  return (
    <nav
      aria-label={t('frame.openTabs')}
      className="flex min-w-0 flex-1 overflow-x-auto border-b border-line"
      onKeyDown={walk}
    >
      <TabLink to={{ at: 'library', placeId: null }} here={place.at === 'library'} icon={LibraryBig}>
        {t('frame.library')}
      </TabLink>
      {tabs.map((tab) => (
        <ItemTab
          key={tab.id}
          tab={tab}
          here={place.at === 'item' && place.id === tab.id}
          onClose={() => close(tab.id)}
        />
      ))}
      {place.at === 'runs' && (
        <TabLink to={place} here icon={Activity}>
          {t('frame.runs')}
        </TabLink>
      )}
      {place.at === 'settings' && (
        <TabLink to={place} here icon={Settings2}>
          {t('frame.settings')}
        </TabLink>
      )}
    </nav>
  )
}

function walk(event: KeyboardEvent) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (!step || !(event.currentTarget instanceof HTMLElement)) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')]
  const at = links.findIndex((link) => link.contains(document.activeElement))
  links[at + step]?.focus()
}

interface TabLinkProps {
  to: Place
  here: boolean
  icon: LucideIcon
  children: string
}

const tabClass = (here: boolean) =>
  clsx(
    'flex h-10 max-w-[220px] min-w-0 shrink-0 items-center gap-2 border-r border-line px-3.5',
    here ? '-mb-px border-t-2 border-t-ink bg-paper font-medium' : 'text-ink-2 hover:bg-hover',
  )

function TabLink({ to, here, icon, children }: TabLinkProps) {
  return (
    <a
      href={`#${pathOf(to)}`}
      aria-current={here ? 'page' : undefined}
      className={`${tabClass(here)} focus-inside`}
    >
      <Icon of={icon} className="text-ink-2" />
      {children}
    </a>
  )
}

function ItemTab({ tab, here, onClose }: { tab: Tab; here: boolean; onClose: () => void }) {
  const unsaved = useTabs((state) => state.unsaved[tab.id] ?? false)
  return (
    <div className={`${tabClass(here)} group pr-2`}>
      <a
        href={`#/item/${tab.id}`}
        aria-current={here ? 'page' : undefined}
        className={clsx('flex min-w-0 items-center gap-2 rounded-control', tab.preview && 'italic')}
        title={tab.title}
      >
        <Icon of={formIcons[tab.form]} className="text-ink-2" />
        <span className="truncate">{tab.title}</span>
        {unsaved && <span className="sr-only">{t('frame.notSaved')}</span>}
      </a>
      <button
        type="button"
        aria-label={t('frame.closeTab', { title: tab.title })}
        onClick={onClose}
        className="grid size-6 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover"
      >
        {unsaved && <span className="size-[7px] rounded-full bg-ink group-hover:hidden" />}
        <Icon
          of={X}
          size={13}
          className={
            unsaved
              ? 'hidden group-hover:block'
              : here
                ? ''
                : 'opacity-0 group-hover:opacity-100 group-focus-within:opacity-100'
          }
        />
      </button>
    </div>
  )
}
