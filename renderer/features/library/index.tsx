import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { LibraryHead } from './library-head'
import { LibraryTable } from './library-table'
import { type OpenedItem, useNewItem } from './new-item'
import { Preview } from './preview'
import { useItems } from './use-items'
import { useTrash } from './use-trash'

export { PlacesTree } from './places-tree'

interface LibraryScreenProps {
  placeId: string | null
  onPlace: (placeId: string | null) => void
  onOpen: (item: OpenedItem) => void
}

/** What is in a place: the table, and beside it the item in hand. */
export function LibraryScreen({ placeId, onPlace, onOpen }: LibraryScreenProps) {
  const { queries } = useStudio()
  const places = useQuery(queries.entity.places.queryOptions())
  const [filter, setFilter] = useState('')
  const [sort, setSort] = useState<'title' | 'updated' | 'place'>('updated')
  const [selected, setSelected] = useState<string | null>(null)
  const trash = useTrash()
  const items = useItems({ placeId, filter, sort })
  const make = useNewItem(places.data ?? [], placeId, onOpen)
  const shown = items.rows.find((item) => item.id === selected) ?? items.rows[0]
  const open = (id: string) => {
    const item = items.rows.find((each) => each.id === id)
    if (item) onOpen({ id, title: item.title, form: item.form ?? 'context' })
  }

  const remove = (id: string) => {
    const item = items.rows.find((each) => each.id === id)
    if (item) trash(item)
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
        />
      </section>
      {shown && (
        <Preview
          key={shown.id}
          id={shown.id}
          summary={shown}
          onOpen={() => open(shown.id)}
          onDelete={() => remove(shown.id)}
        />
      )}
    </>
  )
}
