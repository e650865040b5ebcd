import { uuidv7 } from 'uuidv7'
import { changesBetween, sameTable } from '../../../core/values/set-table'
import { problemOf, surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { readSet } from './open'
import type { SetStore } from './store'

/** Saves the rows as a version. Where somebody saved in between, nothing is written and the writer is asked. */
export async function saveSet(
  client: StudioClient,
  store: SetStore,
  message: string | null,
): Promise<boolean> {
  const { entityId, base, table, saving, stale, unsaved } = store.getState()
  if (saving || stale || !unsaved) return false
  store.setState({ saving: true })
  const { put, remove } = changesBetween(base, table)
  const command = {
    commandId: uuidv7(),
    id: entityId,
    rowVersion: base.rowVersion,
    baseVersionId: base.versionId,
    put: [...put],
    remove: [...remove],
    allColumns: [...table.columns],
    message,
  }
  try {
    const saved = await surely(() => client.variable.changeRows(command))
    store.setState((state) => ({
      base: { ...saved, columns: table.columns, rows: table.rows },
      saving: false,
      unsaved: !sameTable(state.table, table),
    }))
    return true
  } catch (error) {
    store.setState({ saving: false })
    const problem = problemOf(error)
    if (problem.code !== 'STALE') sayProblem(problem.sentence)
    else return afterStale(client, store, message)
    return false
  }
}

async function afterStale(client: StudioClient, store: SetStore, message: string | null): Promise<boolean> {
  const { entityId, base } = store.getState()
  const head = await readSet(client, entityId)
  if (!sameTable(head, base)) {
    store.setState({ stale: head })
    return false
  }
  // Only its place changed, by a rename or a move: nobody's rows are at stake.
  store.setState({ base: head })
  return saveSet(client, store, message)
}

/** The columns and rows of an old version as the newest; nothing in between is lost. */
export async function restoreSet(client: StudioClient, store: SetStore, versionId: string): Promise<void> {
  const { entityId, base } = store.getState()
  const command = { commandId: uuidv7(), id: entityId, rowVersion: base.rowVersion, versionId }
  store.setState({ saving: true })
  try {
    const made = await surely(() => client.entity.restoreVersion(command))
    const head = await readSet(client, entityId)
    store.setState({ base: head, table: head, past: [], future: [], unsaved: false })
    const { number } = await client.entity.version({ id: entityId, versionId })
    say(t('editor.versionRestored', { number, made: made.versionNumber }))
  } catch (error) {
    sayProblem(problemOf(error).sentence)
  } finally {
    store.setState({ saving: false })
  }
}
