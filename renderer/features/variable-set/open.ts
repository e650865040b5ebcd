import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DraftState } from '../../../contract/draft'
import type { EntityDetail } from '../../../contract/entity'
import type { VariableRow } from '../../../contract/variable'
import { onTop, type SetTable } from '../../../core/values/set-table'
import { type KnownProblem, problemOf } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import { openedSet, openSet, type SetBase, type SetStore } from './store'

const atOnce = 2000

/** The columns of a set and all of its rows, as they stand now. */
export async function readSet(client: StudioClient, id: string): Promise<SetBase> {
  const rows: VariableRow[] = []
  const detail = await client.entity.get({ id })
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.variable.rows({ id, limit: atOnce, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items)
    cursor = page.next
  }
  // Somebody may have saved between two pages.
  const { rowVersion } = await client.entity.get({ id })
  return rowVersion === detail.rowVersion ? baseOf(detail, rows) : readSet(client, id)
}

function baseOf(
  { headVersionId, versionNumber, rowVersion, document }: EntityDetail,
  rows: VariableRow[],
): SetBase {
  const columns = document.kind === 'variable_set' ? document.columns : []
  return { versionId: headVersionId, versionNumber, rowVersion, columns, rows }
}

export interface OpenedSet {
  store: SetStore | null
  detail: EntityDetail | null
  problem: KnownProblem | null
  retry: () => void
}

/** Opens a set with the draft that was left on it. */
export function useOpenSet(id: string): OpenedSet {
  const { client, queries } = useStudio()
  const head = useQuery(queries.entity.get.queryOptions({ input: { id } }))
  const [store, setStore] = useState(() => openedSet(id) ?? null)
  const [failure, setFailure] = useState<KnownProblem | null>(null)
  const detail = head.data ?? null

  useEffect(() => {
    if (store || failure) return
    let left = false
    open(client, id)
      .then((made) => !left && setStore(made))
      .catch((error: unknown) => !left && setFailure(problemOf(error)))
    return () => {
      left = true
    }
  }, [client, id, store, failure])

  useEffect(() => {
    if (store && detail) void follow(client, store, detail)
  }, [client, store, detail])

  const retry = () => {
    setFailure(null)
    void head.refetch()
  }
  return { store, detail, problem: failure ?? (head.error && !detail ? problemOf(head.error) : null), retry }
}

async function open(client: StudioClient, id: string): Promise<SetStore> {
  const [base, draft] = await Promise.all([readSet(client, id), client.draft.get({ entityId: id })])
  const already = openedSet(id)
  if (already) return already
  const mine = draft && withDraft(base, draft)
  // What was saved since the draft was begun is shown beside it first.
  const stale = mine && draft.baseVersionId !== base.versionId ? base : null
  return openSet(id, base, { table: mine ?? base, stale, keptAt: draft?.keptAt ?? null })
}

/** What a draft keeps of a set: its columns, and the rows that differ from those that were saved. */
function withDraft(base: SetBase, { document, values }: DraftState): SetTable | null {
  const { put, remove } = values
  if (document.kind !== 'variable_set' || !areRows(put) || !areKeys(remove)) return null
  const gone = new Set(remove)
  const changed = new Map(put.map((row) => [row.key, row]))
  const there = new Set(base.rows.map(({ key }) => key))
  const rows = base.rows.filter(({ key }) => !gone.has(key)).map((row) => changed.get(row.key) ?? row)
  return { columns: document.columns, rows: [...rows, ...put.filter(({ key }) => !there.has(key))] }
}

const areKeys = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** As they were put there; whoever wrote them was this screen. */
const areRows = (value: unknown): value is VariableRow[] =>
  Array.isArray(value) &&
  value.every((each) => typeof each === 'object' && each !== null && 'key' in each && 'values' in each)

/** A set that nobody writes in shows what was saved elsewhere; one with a draft asks first. */
async function follow(client: StudioClient, store: SetStore, detail: EntityDetail): Promise<void> {
  const { base, unsaved, saving, entityId } = store.getState()
  if (saving || detail.rowVersion <= base.rowVersion) return
  const head = await readSet(client, entityId)
  store.setState((state) => {
    if (state.saving || head.rowVersion <= state.base.rowVersion) return {}
    if (head.versionNumber === state.base.versionNumber) {
      // Only its name or its place changed.
      return { base: { ...state.base, rowVersion: head.rowVersion, versionId: head.versionId } }
    }
    if (unsaved || state.unsaved) return { stale: head }
    return { base: head, table: head, past: [], future: [] }
  })
}

/** Mine on top of what was saved elsewhere. */
export function keepMine(store: SetStore): void {
  store.setState(({ base, table, stale, past }) =>
    stale
      ? {
          base: stale,
          stale: null,
          table: onTop(base, table, stale),
          past: [...past, table],
          future: [],
          unsaved: true,
        }
      : {},
  )
}

/** Theirs; mine is one step back. */
export function takeTheirs(store: SetStore): void {
  store.setState(({ table, stale, past }) =>
    stale
      ? { base: stale, stale: null, table: stale, past: [...past, table], future: [], unsaved: false }
      : {},
  )
}
