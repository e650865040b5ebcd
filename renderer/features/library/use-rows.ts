import { useState } from 'react'
import type { EntitySummary, ItemChange } from '../../../contract/entity'
import type { RowCommandId } from '../../../core/commands'
import { ask as askDialog } from '../../app/chosen'
import { rowCommandOf, useCommands } from '../../app/commands'
import { pointAt, type RowEffects } from '../../app/row-menu'
import { t } from '../../i18n'
import type { MenuPoint } from '../../ui/menu'
import type { Asking } from './ask-dialogs'
import type { Changes } from './use-changes'

interface RowsOf {
  rows: readonly EntitySummary[]
  /** The row in hand. */
  shown: EntitySummary | undefined
  chosen: ReadonlySet<string>
  onSelect: (id: string) => void
  onChoose: (ids: ReadonlySet<string>) => void
  onOpen: (id: string) => void
  changes: Changes
}

export interface Rows {
  /** How many items the commands are for: what is chosen, else the one in hand. */
  count: number
  effects: RowEffects
  change: (change: ItemChange, said: string) => void
  changing: boolean
  asking: Asking | null
  ask: (what: Asking | null) => void
  renaming: string | null
  rename: (id: string, title: string | null) => void
  menu: MenuPoint | null
  onMenu: (at: MenuPoint | null) => void
  onRowMenu: (id: string, event: React.MouseEvent<HTMLElement>) => void
  onRowKey: (id: string, event: React.KeyboardEvent<HTMLElement>) => boolean
  /** What those of them bear that are loaded. */
  tags: readonly string[]
  /** What is common to all of them. */
  marked: { readonly colour: string | null; readonly icon: string | null }
}

const nothing: ReadonlySet<string> = new Set()

const none: readonly string[] = []

/** As the contract has it. */
const mostCopies = 500

/** What can be done to the rows of the list, by key, menu, palette and bar alike. */
export function useRows({ rows, shown, chosen, onSelect, onChoose, onOpen, changes }: RowsOf): Rows {
  const [asking, ask] = useState<Asking | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [menu, onMenu] = useState<MenuPoint | null>(null)
  const ids = chosen.size > 0 ? [...chosen] : shown ? [shown.id] : []
  const named = new Set(ids)
  const known = rows.filter((row) => named.has(row.id))
  const [one] = ids.length === 1 ? known : []
  const count = ids.length

  const [changing, setChanging] = useState(false)
  const change = async (what: ItemChange, said: string) => {
    // Five thousand take their time; the same again would only wait behind it.
    if (changing && chosen.size > 0) return
    setChanging(true)
    const done = await changes.change(ids, what, said)
    setChanging(false)
    if (done) onChoose(nothing)
  }
  const trash = () => {
    const next = neighbour(rows, shown?.id, new Set(ids))
    if (next) onSelect(next)
    const said = one
      ? t('library.movedToTrash', { title: one.title })
      : t('library.movedItemsToTrash', { count })
    void change({ do: 'trash' }, said)
  }
  const pinned = known.length > 0 && known.every((row) => row.pinned)
  const effects: RowEffects = {
    'row.open': one ? { run: () => onOpen(one.id) } : null,
    'row.rename': one ? { run: () => setRenaming(one.id) } : null,
    'row.duplicate': count > 0 && count <= mostCopies ? { run: () => void changes.duplicate(ids) } : null,
    'row.tag': count > 0 ? { run: () => ask('tag') } : null,
    'row.move': count > 0 ? { run: () => ask('move') } : null,
    'row.export': count > 0 ? { run: () => askDialog('export') } : null,
    'row.copy': count > 0 && count <= mostCopies ? { run: () => askDialog('copy') } : null,
    'row.mark': count > 0 ? { run: () => ask('mark') } : null,
    'row.pin':
      count > 0
        ? {
            checked: pinned,
            run: () =>
              void change(
                { do: 'pin', pinned: !pinned },
                t(pinned ? 'library.unpinned' : 'library.pinned', { count }),
              ),
          }
        : null,
    'row.favourite': one
      ? { checked: one.favourite, run: () => void changes.favourite(one.id, !one.favourite) }
      : null,
    'row.trash': count > 0 ? { run: trash } : null,
  }
  useCommands(Object.fromEntries(Object.entries(effects).map(([id, effect]) => [id, effect?.run ?? null])))

  return {
    count,
    effects,
    change: (what, said) => void change(what, said),
    changing,
    asking,
    ask,
    renaming,
    rename: (id, title) => {
      setRenaming(null)
      const row = rows.find((each) => each.id === id)
      if (row && title !== null) void changes.rename(row, title)
      requestAnimationFrame(() => focusRow(id))
    },
    menu,
    onMenu,
    onRowMenu: (id, event) => {
      event.preventDefault()
      // The menu is for the row under the pointer, and for the others only where it is one of them.
      if (!chosen.has(id)) onChoose(nothing)
      onMenu(pointAt(event.currentTarget, event))
    },
    onRowKey: (_, event) => {
      const command = rowCommandOf(event.nativeEvent)
      if (!command || command === 'row.open' || !(event.target instanceof HTMLElement)) return false
      if (command === 'row.menu') onMenu(pointAt(event.target))
      else if (!effects[command]) return false
      else effects[command].run()
      event.preventDefault()
      return true
    },
    tags: asking === 'tag' ? [...new Set(known.flatMap((row) => row.tags))].sort().slice(0, 100) : none,
    marked: { colour: common(known, 'colour'), icon: common(known, 'icon') },
  }
}

/** The row that is in hand when some are gone: the next one that stays, or the one before. */
function neighbour(
  rows: readonly EntitySummary[],
  at: string | undefined,
  gone: ReadonlySet<string>,
): string | undefined {
  const from = Math.max(
    0,
    rows.findIndex((row) => row.id === at),
  )
  const stays = (row: EntitySummary) => !gone.has(row.id)
  return (rows.slice(from).find(stays) ?? rows.slice(0, from).findLast(stays))?.id
}

function common(rows: readonly EntitySummary[], name: 'colour' | 'icon'): string | null {
  const first = rows[0]?.[name] ?? null
  return rows.every((row) => row[name] === first) ? first : null
}

function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })
}

/** The menu of an item, in the order in which it is read. */
export const itemGroups: readonly (readonly RowCommandId[])[] = [
  ['row.open', 'row.rename', 'row.duplicate'],
  ['row.tag', 'row.move', 'row.copy', 'row.export', 'row.mark', 'row.pin', 'row.favourite'],
  ['row.trash'],
]
