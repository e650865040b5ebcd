import { ORPCError } from '@orpc/client'
import { uuidv7 } from 'uuidv7'
import type { Stale } from '../../../contract/common'
import { problemOf, surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { isWriting, sameDocument, type Writing } from './document'
import { type Base, type DocumentStore, edit, takeMerged, walk } from './store'

/**
 * Saves the text as a version. Where somebody saved in between, both texts are kept and the writer is asked.
 * @returns whether a version was made.
 */
export async function saveVersion(
  client: StudioClient,
  store: DocumentStore,
  message: string | null,
): Promise<boolean> {
  if (store.getState().saving || store.getState().stale) return false
  store.setState({ saving: true })
  await readToTheEnd(store)
  const { entityId, base, document } = store.getState()
  const from = { rowVersion: base.rowVersion, baseVersionId: base.versionId }
  const command = { commandId: uuidv7(), id: entityId, ...from, document, message }
  try {
    const saved = await surely(() => client.entity.save(command))
    store.setState((state) => ({
      base: { ...saved, document },
      saving: false,
      merged: null,
      unsaved: state.document !== document,
    }))
    return true
  } catch (error) {
    store.setState({ saving: false })
    const both = whatIsStale(error)
    if (both && sameDocument(both.head.document, base.document)) {
      // Only its place changed, by a rename or a move: nobody's words are at stake.
      store.setState({ base: both.head })
      return saveVersion(client, store, message)
    }
    if (both) {
      const { head, began } = both
      store.setState({ stale: head, ...(began ? { base: { ...base, document: began } } : {}) })
    } else sayProblem(problemOf(error).sentence)
    return false
  }
}

/** The names that the newest words brought belong into the version: they are waited for, but not for long. */
function readToTheEnd(store: DocumentStore): Promise<void> {
  const isRead = () => store.getState().readOf === store.getState().document
  if (isRead()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      leave()
      resolve()
    }
    const timer = setTimeout(end, 2_000)
    const leave = store.subscribe(() => isRead() && end())
  })
}

/** What the host says of a save that came too late: what was saved in between, and what this text began from. */
function whatIsStale(error: unknown): { head: Base; began: Writing | null } | null {
  if (!(error instanceof ORPCError) || error.code !== 'STALE' || !tellsBoth(error.data)) return null
  const { headVersionId, headNumber, rowVersion, headDocument, baseDocument } = error.data
  if (!isWriting(headDocument)) return null
  return {
    head: { versionId: headVersionId, versionNumber: headNumber, rowVersion, document: headDocument },
    began: isWriting(baseDocument) ? baseDocument : null,
  }
}

const tellsBoth = (data: unknown): data is Stale =>
  typeof data === 'object' && data !== null && 'headDocument' in data

/** Mine on top: the writer's text becomes the version after theirs. Theirs stays in the history. */
export async function keepMine(client: StudioClient, store: DocumentStore): Promise<void> {
  const { stale } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null, unsaved: true })
  await saveVersion(client, store, t('editor.onTopOf', { number: stale.versionNumber }))
}

/** Both: what was merged stands in the editor as a draft on top of theirs, until the writer saves it or goes back. */
export function keepMerged(store: DocumentStore, document: Writing): void {
  const { stale } = store.getState()
  if (!stale) return
  takeMerged(store, document)
  const { merged } = store.getState()
  say(t('editor.mergedNowSave'), {
    label: t('common.undo'),
    run: () => {
      const { undo } = store.getState()
      if (merged && undo.position === merged.at) walk(store, 'undo')
    },
  })
}

/** Theirs: the writer's text is left, and can be had back by the toast. */
export function takeTheirs(store: DocumentStore): void {
  const { stale, document: mine } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null })
  edit(store, () => stale.document)
  say(t('editor.versionTaken', { number: stale.versionNumber }), {
    label: t('common.undo'),
    run: () => edit(store, () => mine),
  })
}

/** An old version as the newest; nothing in between is lost. */
export async function restoreVersion(
  client: StudioClient,
  store: DocumentStore,
  versionId: string,
): Promise<void> {
  const { entityId, base } = store.getState()
  const command = { commandId: uuidv7(), id: entityId, rowVersion: base.rowVersion, versionId }
  try {
    const made = await surely(() => client.entity.restoreVersion(command))
    const { document, number } = await client.entity.version({ id: entityId, versionId })
    if (!isWriting(document)) return
    store.setState({ base: { ...made, document } })
    edit(store, () => document)
    say(t('editor.versionRestored', { number, made: made.versionNumber }))
  } catch (error) {
    sayProblem(problemOf(error).sentence)
  }
}
