import { useMemo, useSyncExternalStore } from 'react'
import { runStoreOf, type ShownRun } from './run-store'

/** What all columns of a playground show, in their order. */
export function useShownRuns(entityId: string, columnIds: readonly string[]): readonly ShownRun[] {
  const key = columnIds.join(' ')
  const all = useMemo(() => {
    const stores = key.split(' ').map((id) => runStoreOf(entityId, id))
    let last: readonly ShownRun[] = []
    return {
      subscribe: (changed: () => void) => {
        const ends = stores.map((store) => store.subscribe(changed))
        return () => {
          for (const end of ends) end()
        }
      },
      read: () => {
        const now = stores.map((store) => store.getState())
        if (now.length !== last.length || now.some((each, index) => each !== last[index])) last = now
        return last
      },
    }
  }, [entityId, key])
  return useSyncExternalStore(all.subscribe, all.read)
}
