import clsx from 'clsx'
import { Activity, Columns2, LibraryBig, MessageCircle, Settings2, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { OpenTab } from '../../../contract/preferences'
import { t } from '../../i18n'
import { Icon, type LucideIcon } from '../../ui/icon'
import { useCommand } from '../commands'
import { formIcons } from '../form-icons'
import { closeTab, keepTab, moveTab, useLayout, useUnsaved } from '../layout'
import { type Place, pathOf, usePlace } from '../location'
import { useFocusedSide } from '../side'
import { goToItem, leaveItem } from '../split'
import { carriesTab, carryTab, tabIn } from './tab-drag'

/** The library, then every open document; runs and settings while they are shown. */
export function TabStrip() {
  const place = usePlace()
  const tabs = useLayout((layout) => layout.tabs)
  const main = place.at === 'item' ? place.id : null
  const beside = useLayout((layout) => layout.beside)
  const side = useFocusedSide((focused) => focused.side)
  const here = side === 'beside' && beside ? beside : main
  useTabCommands(tabs, here)
  return (
    <nav
      aria-label={t('frame.openTabs')}
      className="flex min-w-0 flex-1 overflow-x-auto border-b border-line"
      onKeyDown={walk}
    >
      <TabLink to={{ at: 'library', placeId: null }} here={place.at === 'library'} icon={LibraryBig}>
        {t('frame.library')}
      </TabLink>
      {tabs.map((tab, index) => (
        <ItemTab
          key={tab.id}
          tab={tab}
          index={index}
          shown={here === tab.id ? 'here' : tab.id === main ? 'main' : tab.id === beside ? 'beside' : null}
          beside={tab.id === beside}
          onClose={() => leaveTab(tab.id)}
        />
      ))}
      {place.at === 'runs' && (
        <TabLink to={place} here icon={Activity}>
          {t('frame.runs')}
        </TabLink>
      )}
      {place.at === 'conversations' && (
        <TabLink to={place} here icon={MessageCircle}>
          {t('frame.conversations')}
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

/** Closes a tab; one in view makes room for its neighbour. */
function leaveTab(id: string) {
  leaveItem(id)
  closeTab(id)
}

function useTabCommands(tabs: readonly OpenTab[], here: string | null) {
  const at = tabs.findIndex((tab) => tab.id === here)
  const tab = tabs[at]
  const step = (by: number) => () => {
    const next = tabs.at((at + by) % tabs.length)
    if (next) goToItem(next.id)
  }
  useCommand('tab.close', tab ? () => leaveTab(tab.id) : null)
  useCommand('tab.next', tabs.length > 0 ? step(1) : null)
  useCommand('tab.previous', tabs.length > 0 ? step(at === -1 ? 0 : -1) : null)
  useCommand('tab.keep', tab?.preview ? () => keepTab(tab.id) : null)
  useCommand('tab.right', tab ? () => moveTab(tab.id, at + 1) : null)
  useCommand('tab.left', tab ? () => moveTab(tab.id, at - 1) : null)
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

const tabClass = (shown: boolean, inHand = shown) =>
  clsx(
    'flex h-10 max-w-[220px] min-w-0 shrink-0 items-center gap-2 border-r border-line px-3.5',
    shown ? '-mb-px border-t-2 bg-paper' : 'text-ink-2 hover:bg-hover',
    shown && (inHand ? 'border-t-ink font-medium' : 'border-t-line-strong text-ink-2'),
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

interface ItemTabProps {
  tab: OpenTab
  index: number
  /** In view: in the column that was worked in last, or in another one. */
  shown: 'here' | 'main' | 'beside' | null
  beside: boolean
  onClose: () => void
}

/** Dragged to where it is let go; a double click keeps a preview. */
function ItemTab({ tab, index, shown, beside, onClose }: ItemTabProps) {
  const here = shown === 'here'
  const unsaved = useUnsaved((state) => state[tab.id] ?? false)
  return (
    <div className={`${tabClass(shown !== null, here)} group pr-2`}>
      <a
        href={`#/item/${tab.id}`}
        onClick={(event) => {
          event.preventDefault()
          goToItem(tab.id)
        }}
        onDragStart={(event) => carryTab(event.dataTransfer, tab.id)}
        onDragOver={(event) => carriesTab(event.dataTransfer) && event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          moveTab(tabIn(event.dataTransfer), index)
        }}
        onDoubleClick={() => keepTab(tab.id)}
        onAuxClick={(event) => {
          if (event.button !== 1) return
          event.preventDefault()
          onClose()
        }}
        aria-current={here ? 'page' : undefined}
        className={clsx('flex min-w-0 items-center gap-2 rounded-control', tab.preview && 'italic')}
        title={tab.title}
      >
        <Icon of={formIcons[tab.form]} className="text-ink-2" />
        <span className="truncate">{tab.title}</span>
        {unsaved && <span className="sr-only">{t('frame.notSaved')}</span>}
        {beside && <Icon of={Columns2} size={13} className="text-ink-2" />}
        {beside && <span className="sr-only">{t('frame.besideTab')}</span>}
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
