import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ItemChange, ListSort } from '../../../contract/entity'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { BulkBar } from './bulk-bar'
import { LibraryHead } from './library-head'
import { LibraryTable } from './library-table'
import { type OpenedItem, useNewItem } from './new-item'
import { Preview } from './preview'
import { trashId } from './trash-id'
import { TrashScreen } from './trash-screen'
import { type Changes, useChanges, useUndoKeys } from './use-changes'
import { shownTypes, useItems } from './use-items'

export { PlacesTree } from './places-tree'

interface LibraryScreenProps {
  placeId: string | null
  onPlace: (placeId: string | null) => void
  onOpen: (item: OpenedItem) => void
}

/** What is in a place, or what was thrown away. */
export function LibraryScreen(props: LibraryScreenProps) {
  const changes = useChanges()
  useUndoKeys()
  return props.placeId === trashId ? (
    <TrashScreen changes={changes} />
  ) : (
    <PlaceScreen {...props} changes={changes} />
  )
}

const nothing: ReadonlySet<string> = new Set()

/** The table of a place, and beside it the item in hand. */
function PlaceScreen({ placeId, onPlace, onOpen, changes }: LibraryScreenProps & { changes: Changes }) {
  const { client, queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const [filter, setFilter] = useState('')
  const [sort, setSort] = useState<ListSort>('updated')
  const [favourites, setFavourites] = useState(false)
  const [chosen, setChosen] = useState(nothing)
  const [selected, setSelected] = useState<string | null>(null)
  const items = useItems({ placeId, filter, sort, favourites })
  const make = useNewItem(places.data ?? [], placeId, onOpen)
  const shown = items.rows.find((item) => item.id === selected) ?? items.rows[0]
  const open = (id: string) => {
    const item = items.rows.find((each) => each.id === id)
    if (item) onOpen({ id, title: item.title, form: item.form ?? 'context' })
  }

  const change = async (ids: readonly string[], what: ItemChange, said: string) => {
    if (await changes.change(ids, what, said)) setChosen(nothing)
  }
  const remove = (id: string) => {
    const item = items.rows.find((each) => each.id === id)
    const said = t('library.movedToTrash', { title: item?.title ?? '' })
    if (chosen.size > 0) {
      void change([...chosen], { do: 'trash' }, t('library.movedItemsToTrash', { count: chosen.size }))
    } else if (item) void change([id], { do: 'trash' }, said)
  }
  const chooseAll = async () => {
    try {
      const list = { parentId: placeId, deep: true, types: shownTypes, sort, favourites }
      setChosen(
        new Set(await client.entity.ids({ ...list, ...(filter.trim() ? { filter: filter.trim() } : {}) })),
      )
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }

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
          filter={filter}
          onFilter={setFilter}
          sort={sort}
          onSort={setSort}
          selected={shown?.id ?? null}
          onSelect={setSelected}
          onOpen={open}
          onDelete={remove}
          onNew={() => make('template')}
          favourites={favourites}
          onFavourites={setFavourites}
          chosen={chosen}
          onChoose={setChosen}
          onChooseAll={() => void chooseAll()}
          bulk={
            chosen.size > 0 ? (
              <BulkBar
                count={chosen.size}
                total={items.total ?? 0}
                places={places.data ?? []}
                onAll={() => void chooseAll()}
                onClear={() => setChosen(nothing)}
                onChange={(what, said) => void change([...chosen], what, said)}
              />
            ) : null
          }
        />
      </section>
      {shown && (
        <Preview
          key={shown.id}
          id={shown.id}
          summary={shown}
          onOpen={() => open(shown.id)}
          onDelete={() => remove(shown.id)}
          onDuplicate={() => void changes.duplicate([shown.id])}
        />
      )}
    </>
  )
}
