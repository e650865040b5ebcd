import { Plus, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { EntityDetail } from '../../../contract/entity'
import { addColumn, addRow, appendRows, cellProblem, freeColumn } from '../../../core/values/set-table'
import { useCommands } from '../../app/commands'
import { useItemTab, useRenameItem } from '../../app/item-tab'
import { useShowStatusLine } from '../../app/status-line'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { clock } from '../../ui/format'
import { HistoryStrip } from '../../ui/history/history-strip'
import { LoadTable } from '../../ui/load-table'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Grid } from './grid'
import { SetHead } from './head'
import { useKeptSet } from './keep'
import { useOpenSet } from './open'
import { saveSet } from './save'
import { StaleRows } from './stale-rows'
import { change, SetContext, type SetStore, useSet, useSetStore, walk } from './store'
import { SetTools } from './tools'
import { useHistory } from './versions'

/** A variable set in hand: its rows as a table that is written in. */
export function SetScreen({ id }: { id: string }) {
  const { store, detail, problem, retry } = useOpenSet(id)
  if (problem) return <Problem sentence={problem.sentence} details={problem.details} onRetry={retry} />
  if (!store || !detail) {
    return (
      <div className="flex-1 px-6 py-16">
        <SkeletonLines label={t('variableSet.opening')} widths={[94, 94, 94, 94, 94, 94, 94]} />
      </div>
    )
  }
  return (
    <SetContext value={store}>
      <Opened detail={detail} store={store} />
    </SetContext>
  )
}

function Opened({ detail, store }: { detail: EntityDetail; store: SetStore }) {
  const { client } = useStudio()
  const [loading, setLoading] = useState(false)
  const isEmpty = useSet((state) => state.table.columns.length === 0)
  useItemTab(detail, store)
  useKeptSet(store)
  useStatusOfSet()
  const rename = useRenameItem(
    detail.id,
    () => store.getState().base.rowVersion,
    ({ versionId, versionNumber, rowVersion }) =>
      store.setState(({ base }) => ({ base: { ...base, versionId, versionNumber, rowVersion } })),
  )
  const [message, setMessage] = useState('')
  const history = useHistory()
  const save = async () => {
    if (await saveSet(client, store, message.trim() || null)) setMessage('')
  }
  useCommands({
    'version.save': () => void save(),
    'items.undo': () => walk(store, 'undo'),
    'items.redo': () => walk(store, 'redo'),
  })
  const load = () => setLoading(true)
  return (
    <section aria-label={t('variableSet.pane')} className="flex min-w-0 flex-1 flex-col">
      <SetHead title={detail.title} onRename={rename} onSave={() => void save()} />
      <StaleRows />
      {isEmpty ? (
        <Nothing onLoad={load} />
      ) : (
        <>
          <SetTools onLoad={load} />
          <Grid label={t('variableSet.table')} />
          <Foot />
        </>
      )}
      <HistoryStrip of={history} message={message} onMessage={setMessage} />
      {loading && (
        <LoadTable
          title={t('variableSet.load')}
          use={t('variableSet.addRows')}
          onClose={() => setLoading(false)}
          onTable={(table) => {
            setLoading(false)
            change(store, (was) => appendRows(was, table, uuidv7))
          }}
        />
      )}
    </section>
  )
}

function Nothing({ onLoad }: { onLoad: () => void }) {
  const store = useSetStore()
  const begin = () => change(store, (was) => addRow(addColumn(was, freeColumn(was)), uuidv7()))
  return (
    <Empty
      title={t('variableSet.emptyTitle')}
      sentence={t('variableSet.emptySentence')}
      action={
        <>
          <Button look="primary" icon={Upload} onClick={onLoad}>
            {t('variableSet.load')}
          </Button>
          <Button icon={Plus} onClick={begin}>
            {t('variableSet.firstColumn')}
          </Button>
        </>
      }
    >
      <div
        aria-hidden
        className="-ml-[88px] grid grid-cols-4 gap-x-6 gap-y-4 border-t border-line-strong pt-3"
      >
        {Array.from({ length: 16 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
          <div key={index} className="skeleton h-2" />
        ))}
      </div>
    </Empty>
  )
}

/** How much there is, and what is wrong with the cell in hand. */
function Foot() {
  const rows = useSet((state) => state.table.rows.length)
  const columns = useSet((state) => state.table.columns.length)
  const problem = useSet(({ table, at }) => {
    const column = table.columns[at.column]
    const row = table.rows[at.row]
    return column && row ? cellProblem(column, row.values[column.name]) : null
  })
  return (
    <footer className="flex h-8 shrink-0 items-center gap-4 border-t border-line-strong px-4 text-small text-ink-2">
      <span className="tabular">
        {t('variableSet.size', {
          rows: t('variableSet.rows', { count: rows }),
          columns: t('variableSet.columns', { count: columns }),
        })}
      </span>
      <span className={problem ? 'truncate text-failed' : 'truncate text-ink-3'}>
        {problem ?? t('variableSet.keys')}
      </span>
    </footer>
  )
}

function useStatusOfSet() {
  const show = useShowStatusLine()
  const keptAt = useSet((state) => state.keptAt)
  const keepFailed = useSet((state) => state.keepFailed)
  const unsaved = useSet((state) => state.unsaved)
  const number = useSet((state) => state.base.versionNumber)
  useEffect(() => {
    const saved =
      unsaved && keptAt
        ? t('editor.draftSaved', { time: clock(keptAt) })
        : t('editor.versionSaved', { number })
    const text = keepFailed ? t('editor.draftNotSaved', { problem: keepFailed }) : saved
    show({ text, wrong: keepFailed !== null, more: [] })
  }, [show, keptAt, keepFailed, unsaved, number])
  useEffect(() => () => show(null), [show])
}
