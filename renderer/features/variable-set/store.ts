import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import { mostRowsAtOnce } from '../../../contract/vocabulary'
import { changesBetween, type SetTable, sameTable } from '../../../core/values/set-table'
import { count, t } from '../../i18n'
import { sayProblem } from '../../ui/toast'

/** The version that the rows in hand began from. */
export interface SetBase extends SetTable {
  readonly versionId: string
  readonly versionNumber: number
  readonly rowVersion: number
}

/** A cell. Row -1 is the head, column -1 the numbers of the rows. */
export interface CellAt {
  readonly row: number
  readonly column: number
}

export interface OpenSet {
  readonly entityId: string
  readonly base: SetBase
  readonly table: SetTable
  /** Tables to go back to, newest last, and those that were gone back from. */
  readonly past: readonly SetTable[]
  readonly future: readonly SetTable[]
  readonly at: CellAt
  readonly unsaved: boolean
  readonly saving: boolean
  readonly keptAt: string | null
  readonly keepFailed: string | null
  /** Somebody saved in between: nothing is overwritten until the writer chooses. */
  readonly stale: SetBase | null
}

export type SetStore = StoreApi<OpenSet>

const opened = new Map<string, SetStore>()

/** The store of an open set; kept while the window lives, so that a tab comes back as it was left. */
export const openedSet = (entityId: string): SetStore | undefined => opened.get(entityId)

export function openSet(
  entityId: string,
  base: SetBase,
  began: Pick<OpenSet, 'table' | 'stale' | 'keptAt'>,
): SetStore {
  const store = createStore<OpenSet>(() => ({
    entityId,
    base,
    ...began,
    past: [],
    future: [],
    at: { row: base.rows.length > 0 ? 0 : -1, column: 0 },
    unsaved: !sameTable(began.table, base),
    saving: false,
    keepFailed: null,
  }))
  opened.set(entityId, store)
  return store
}

/** Steps that can be taken back. A step shares with the next what both have. */
const most = 200

/** A change by the writer; one step to be taken back. One that could not be saved is refused in a sentence. */
export function change(store: SetStore, how: (table: SetTable) => SetTable): void {
  const { table, past, base, at } = store.getState()
  const next = how(table)
  if (next === table) return
  const changes = changesBetween(base, next)
  if (Math.max(changes.put.length, changes.remove.length) > mostRowsAtOnce) {
    sayProblem(t('variableSet.tooManyAtOnce', { most: count(mostRowsAtOnce) }))
    return
  }
  store.setState({
    table: next,
    past: [...past, table].slice(-most),
    future: [],
    unsaved: !sameTable(base, next, changes),
    at: within(next, at),
  })
}

/** One step back or forth. */
export function walk(store: SetStore, way: 'undo' | 'redo'): void {
  store.setState(({ table, past, future, base, at }) => {
    const next = way === 'undo' ? past.at(-1) : future.at(-1)
    if (!next) return {}
    const [back, forth] =
      way === 'undo' ? [past.slice(0, -1), [...future, table]] : [[...past, table], future.slice(0, -1)]
    return { table: next, past: back, future: forth, unsaved: !sameTable(next, base), at: within(next, at) }
  })
}

export const moveTo = (store: SetStore, at: CellAt): void =>
  store.setState(({ table }) => ({ at: within(table, at) }))

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value))

const within = ({ rows, columns }: SetTable, { row, column }: CellAt): CellAt => ({
  row: between(-1, row, rows.length - 1),
  column: between(-1, column, columns.length - 1),
})

export const SetContext = createContext<SetStore | null>(null)

export function useSetStore(): SetStore {
  const store = useContext(SetContext)
  if (!store) throw new Error('There is no open variable set around this component.')
  return store
}

export const useSet = <T>(select: (state: OpenSet) => T): T => useStore(useSetStore(), select)
