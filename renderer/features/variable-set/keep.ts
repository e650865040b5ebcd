import { useEffect } from 'react'
import { uuidv7 } from 'uuidv7'
import { changesBetween } from '../../../core/values/set-table'
import { problemOf, surely } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import type { OpenSet, SetStore } from './store'

const quietMs = 700
const retryMs = 3000

/** Writes the rows that are not saved yet behind the writer, so that they survive the window. */
export function useKeptSet(store: SetStore): void {
  const { client } = useStudio()
  useEffect(() => {
    const keeper = makeKeeper(client, store)
    const leave = store.subscribe(keeper.changed)
    const flush = () => void keeper.flush()
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      leave()
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [client, store])
}

function makeKeeper(client: StudioClient, store: SetStore) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = false
  let sending: Promise<void> = Promise.resolve()

  const plan = (wait: number) => {
    waiting = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wait)
  }

  async function send(): Promise<void> {
    const { entityId, base, table, unsaved } = store.getState()
    const { put, remove } = changesBetween(base, table)
    const document = {
      kind: 'variable_set' as const,
      columns: [...table.columns],
      rows: table.rows.length,
      digest: '',
    }
    try {
      if (unsaved) {
        const values = { put, remove }
        const undo = { steps: [], position: 0 }
        const kept = { entityId, baseVersionId: base.versionId, document, values, undo }
        const { keptAt } = await surely(() => client.draft.keep({ commandId: uuidv7(), ...kept }))
        store.setState({ keptAt, keepFailed: null })
      } else {
        await surely(() => client.draft.discard({ commandId: uuidv7(), entityId }))
        store.setState({ keptAt: null, keepFailed: null })
      }
    } catch (error) {
      store.setState({ keepFailed: problemOf(error).sentence })
      plan(retryMs)
    }
  }

  /** One at a time, so that an older state never lands last. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    if (waiting) {
      waiting = false
      sending = sending.then(send)
    }
    return sending
  }

  return {
    flush,
    changed(now: OpenSet, before: OpenSet) {
      if (now.table !== before.table || now.base !== before.base) plan(quietMs)
    },
  }
}
