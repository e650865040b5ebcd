import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { EntitySummary } from '../../../contract/entity'
import { type CommandId, commands } from '../../../core/commands'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { canRun } from '../commands'
import { useLayout } from '../layout'

/** One line of the palette. */
export type Entry =
  | { readonly kind: 'item'; readonly id: string; readonly name: string; readonly item: EntitySummary }
  | { readonly kind: 'command'; readonly id: CommandId; readonly name: string }

export interface EntryGroup {
  readonly name: 'recent' | 'items' | 'commands'
  readonly items: readonly Entry[]
}

/** Commands of the page that mean something on the screen below; asked once, for the palette takes their focus. */
const runnable = (): CommandId[] =>
  commands
    .filter(({ id, by }) => by !== 'shell' && id !== 'palette.open' && id !== 'item.open' && canRun(id))
    .map(({ id }) => id)

const itemEntry = (item: EntitySummary): Entry => ({ kind: 'item', id: item.id, name: item.title, item })

/** Every word of the query somewhere in the name, in any order. */
function holds(name: string, query: string): boolean {
  const low = name.toLocaleLowerCase()
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}

/** A name that begins with the words is meant before one that holds them, and that before one found by something else. */
const distance = (name: string, query: string): number =>
  name.toLocaleLowerCase().startsWith(query.toLocaleLowerCase()) ? 0 : holds(name, query) ? 1 : 2

const SHOWN = 30

/** What opens as a tab. */
const openable = ['template', 'context', 'variable_set', 'variable_definition', 'workflow'] as const

interface Found {
  readonly groups: readonly EntryGroup[]
  readonly total: number | null
  /** There are more of them than are shown. */
  readonly more: boolean
}

const opened = (results: readonly { data?: EntitySummary | undefined }[]): Entry[] =>
  results.flatMap(({ data }) => (data ? [itemEntry(data)] : []))

/** What the words find in this workspace: lately opened items while nothing is written, items by name, commands last. */
export function useEntries(written: string, only: 'all' | 'items'): Found {
  const { queries } = useStudio()
  const [known] = useState(runnable)
  const recentIds = useLayout((layout) => layout.recent)
  const commanding = written.startsWith('>')
  const query = written.replace(/^>/, '').trim()
  const types = [...openable]
  const list = useQuery({
    ...queries.entity.list.queryOptions({
      input: { types, deep: true, limit: SHOWN, sort: 'updated', ...(query ? { filter: query } : {}) },
    }),
    enabled: !commanding,
    placeholderData: keepPreviousData,
  })
  const recent = useQueries({
    queries:
      query || commanding
        ? []
        : recentIds.slice(0, 5).map((id) => queries.entity.get.queryOptions({ input: { id }, retry: false })),
    combine: opened,
  })
  const page = list.data?.items
  const groups = useMemo((): EntryGroup[] => {
    const lately = new Set(recent.map(({ id }) => id))
    const items = (page ?? [])
      .filter(({ id }) => !lately.has(id))
      .map(itemEntry)
      .sort((a, b) => distance(a.name, query) - distance(b.name, query))
    const named = known
      .map((id): Entry => ({ kind: 'command', id, name: t(`command.${id}`) }))
      .filter(({ name }) => holds(name, query))
    const all: EntryGroup[] = [
      { name: 'recent', items: recent },
      { name: 'items', items: commanding ? [] : items },
      { name: 'commands', items: only === 'items' ? [] : named },
    ]
    return all.filter((group) => group.items.length > 0)
  }, [recent, page, known, query, commanding, only])
  return {
    groups,
    total: commanding ? (groups[0]?.items.length ?? 0) : (page?.length ?? null),
    more: !commanding && Boolean(list.data?.next),
  }
}
