import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ListSort } from '../../../contract/entity'
import { useOffer } from '../../app/chosen'
import { formOf } from '../../app/layout'
import { prefer, usePreferences } from '../../app/preferences'
import { RowMenu } from '../../app/row-menu'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { AskDialogs } from './ask-dialogs'
import { BulkBar } from './bulk-bar'
import { readFilters, writeFilters } from './filters'
import { LibraryHead } from './library-head'
import { LibraryTable } from './library-table'
import { type OpenedItem, useNewItem } from './new-item'
import { Preview } from './preview'
import { rowIcons } from './row-icons'
import { trashId } from './trash-id'
import { TrashScreen } from './trash-screen'
import { type Changes, useChanges, useUndoKeys } from './use-changes'
import { useItems } from './use-items'
import { itemGroups, useRows } from './use-rows'

export { PlacesTree } from './places-tree'
export { firstPages } from './use-items'

interface LibraryScreenProps {
  placeId: string | null
  /** What the list is narrowed to, as the address says it. */
  query: string
  onPlace: (placeId: string | null) => void
  onQuery: (query: string) => void
  onOpen: (item: OpenedItem) => void
}

/** What is in a place, or what was thrown away. */
export function LibraryScreen(props: LibraryScreenProps) {
  const changes = useChanges()
  useUndoKeys()
  return props.placeId === trashId ? (
    <TrashScreen changes={changes} />
  ) : (
    // What is chosen in a place is not chosen in the next.
    <PlaceScreen key={props.placeId} {...props} changes={changes} />
  )
}

const nothing: ReadonlySet<string> = new Set()

const orderBy = (librarySort: ListSort) => prefer({ librarySort })

/** The table of a place, and beside it the item in hand. */
function PlaceScreen({
  placeId,
  query,
  onPlace,
  onQuery,
  onOpen,
  changes,
}: LibraryScreenProps & { changes: Changes }) {
  const { queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const filters = useMemo(() => readFilters(query), [query])
  const sort = usePreferences((preferences) => preferences.librarySort)
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(nothing)
  const [selected, setSelected] = useState<string | null>(null)
  const items = useItems({ placeId, words, sort, filters })
  const make = useNewItem(places.data ?? [], placeId, onOpen)
  const shown = items.rows.find((item) => item.id === selected) ?? items.rows[0]
  useOffer(chosen.size > 0 ? chosen : (shown?.id ?? null), placeId)
  const open = (id: string) => {
    const item = items.rows.find((each) => each.id === id)
    if (item) onOpen({ id, title: item.title, form: formOf(item) })
  }
  const rows = useRows({
    rows: items.rows,
    shown,
    chosen,
    onSelect: setSelected,
    onChoose: setChosen,
    onOpen: open,
    changes,
  })
  const chooseAll = useChooseAll(items.asked, setChosen)

  return (
    <>
      <section aria-label={t('library.title')} className="flex min-w-0 flex-1 flex-col">
        <LibraryHead
          places={places.data ?? []}
          placeId={placeId}
          onPlace={onPlace}
          total={items.total}
          onNew={make}
          primary={items.total !== 0}
        />
        <LibraryTable
          items={items}
          words={words}
          onWords={setWords}
          filters={filters}
          onFilters={(next) => onQuery(writeFilters(next))}
          sort={sort}
          onSort={orderBy}
          selected={shown?.id ?? null}
          onSelect={setSelected}
          onOpen={open}
          onNew={make}
          ofWorkflows={places.data?.find(({ id }) => id === placeId)?.libraryKind === 'workflow'}
          chosen={chosen}
          onChoose={setChosen}
          onChooseAll={chooseAll}
          rows={rows}
          bulk={
            chosen.size > 0 ? (
              <BulkBar
                count={chosen.size}
                total={items.total ?? 0}
                changing={rows.changing}
                effects={rows.effects}
                onAll={chooseAll}
                onClear={() => setChosen(nothing)}
                onMenu={rows.onMenu}
              />
            ) : null
          }
        />
      </section>
      {shown && (
        <Preview key={shown.id} item={shown} rows={rows} changes={changes} onOpen={() => open(shown.id)} />
      )}
      <RowMenu
        label={t('library.rowMenu', { count: rows.count })}
        at={rows.menu}
        effects={rows.effects}
        icons={rowIcons}
        groups={itemGroups}
        onClose={() => rows.onMenu(null)}
      />
      <AskDialogs
        asking={rows.asking}
        count={rows.count}
        places={places.data ?? []}
        tags={rows.tags}
        marked={rows.marked}
        onClose={() => rows.ask(null)}
        onChange={rows.change}
      />
    </>
  )
}

/** Everything that the list shows or would show further down. */
function useChooseAll(
  asked: ReturnType<typeof useItems>['asked'],
  onChoose: (ids: ReadonlySet<string>) => void,
): () => void {
  const { client } = useStudio()
  const choose = async () => {
    try {
      onChoose(new Set(await client.entity.ids(asked)))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return () => void choose()
}
