import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, TableProperties } from 'lucide-react'
import { useState } from 'react'
import type { Row } from '../../../../core/values/table'
import { problemOf } from '../../../data/problem'
import { type StudioClient, useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { IconButton } from '../../../ui/button'
import { Labelled } from '../../../ui/field'
import { LoadTable } from '../../../ui/load-table'
import { Select } from '../../../ui/select'
import { sayProblem } from '../../../ui/toast'
import { type RowsOf, setValues, useDocument, useDocumentStore } from '../store'

/** Values from a variable set, a file or what is pasted; with many rows one is in the form at a time. */
export function LoadValues() {
  const { client } = useStudio()
  const store = useDocumentStore()
  const rows = useDocument((state) => state.rows)
  const at = useDocument((state) => state.row)
  const from = useDocument((state) => state.rowsOf)
  const [open, setOpen] = useState(false)
  const all = from?.total ?? rows.length
  const show = async (index: number) => {
    if (index < rows.length || !from?.next) return setValues(store, rows, index, from)
    const more = await readRows(client, from).catch(tell)
    if (more) setValues(store, [...rows, ...more.rows], index, more.from)
  }
  return (
    <>
      <IconButton icon={TableProperties} label={t('editor.loadValues')} onClick={() => setOpen(true)} />
      {open && (
        <LoadDialog
          onClose={() => setOpen(false)}
          onRows={(loaded, set = null) => {
            setOpen(false)
            setValues(store, loaded, 0, set)
          }}
        />
      )}
      {rows.length > 1 && (
        <div className="absolute inset-x-0 top-11 flex h-9 items-center gap-1 border-b border-line bg-panel px-4">
          <span title={from?.title} className="tabular min-w-0 flex-1 truncate text-small">
            {from && (
              <>
                <span translate="no">{from.title}</span>,{' '}
              </>
            )}
            {t('editor.rowOf', { number: at + 1, all })}
          </span>
          <IconButton
            icon={ChevronLeft}
            label={t('editor.rowBefore')}
            disabled={at === 0}
            onClick={() => void show(at - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t('editor.rowAfter')}
            disabled={at >= all - 1}
            onClick={() => void show(at + 1)}
          />
        </div>
      )}
    </>
  )
}

/** The next page of a set's rows; a set without rows is named in a sentence. */
async function readRows(client: StudioClient, from: Pick<RowsOf, 'setId' | 'title' | 'next'>) {
  const { setId, title } = from
  const { items, next, total } = await client.variable.rows({ id: setId, cursor: from.next, limit: 200 })
  return { rows: items.map(({ values }) => values), from: { setId, title, next, total } }
}

const tell = (error: unknown): void => sayProblem(problemOf(error).sentence)

/** The variable sets of the workspace; the one that is chosen gives its rows. */
function ChooseSet({ onChoose }: { onChoose: (id: string, title: string) => void }) {
  const { queries } = useStudio()
  const sets = useQuery(
    queries.entity.list.queryOptions({
      input: { types: ['variable_set'], deep: true, limit: 200, sort: 'title' },
    }),
  )
  const known = sets.data?.items ?? []
  if (known.length === 0) return null
  return (
    <Labelled label={t('editor.fromSet')}>
      {(ids) => (
        <Select
          {...ids}
          label={t('editor.fromSet')}
          value={null}
          placeholder={t('editor.chooseSet')}
          options={known.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => onChoose(id, known.find((set) => set.id === id)?.title ?? '')}
        />
      )}
    </Labelled>
  )
}

interface LoadDialogProps {
  onClose: () => void
  onRows: (rows: readonly Row[], from?: RowsOf | null) => void
}

function LoadDialog({ onClose, onRows }: LoadDialogProps) {
  const { client } = useStudio()
  return (
    <LoadTable
      title={t('editor.loadValues')}
      use={t('editor.useValues')}
      onClose={onClose}
      onTable={({ rows }) => onRows(rows)}
      other={(refuse) => (
        <ChooseSet
          onChoose={async (setId, title) => {
            const read = await readRows(client, { setId, title, next: null }).catch(tell)
            if (read && read.rows.length === 0) refuse(t('editor.setIsEmpty', { title }))
            else if (read) onRows(read.rows, read.from)
          }}
        />
      )}
    />
  )
}
