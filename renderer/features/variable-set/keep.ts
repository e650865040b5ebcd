import { uuidv7 } from 'uuidv7'
import { changesBetween } from '../../../core/values/set-table'
import { type Keeping, useKept } from '../../data/draft/keep'
import { surely } from '../../data/problem'
import type { OpenSet, SetStore } from './store'

const keeping: Keeping<OpenSet> = {
  touched: (now, before) => now.table !== before.table || now.base !== before.base,
  send: async (client, { entityId, base, table, unsaved }) => {
    if (!unsaved) {
      await surely(() => client.draft.discard({ commandId: uuidv7(), entityId }))
      return null
    }
    const { put, remove } = changesBetween(base, table)
    const document = {
      kind: 'variable_set' as const,
      columns: [...table.columns],
      rows: table.rows.length,
      digest: '',
    }
    const values = { put, remove }
    const undo = { steps: [], position: 0 }
    const kept = { entityId, baseVersionId: base.versionId, document, values, undo }
    const { keptAt } = await surely(() => client.draft.keep({ commandId: uuidv7(), ...kept }))
    return keptAt
  },
}

/** Writes the rows that are not saved yet behind the writer, so that they survive the window. */
export const useKeptSet = (store: SetStore): void => useKept(store, keeping)
