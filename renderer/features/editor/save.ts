import { ORPCError } from '@orpc/client'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { isWriting, sameDocument, type Writing } from './document'
import { type Base, type DocumentStore, edit, headOf } from './store'

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
  const command = { commandId: uuidv7(), id: entityId, rowVersion: base.rowVersion, document, message }
  try {
    const saved = await surely(() => client.entity.save(command))
    store.setState((state) => ({
      base: { ...saved, document },
      saving: false,
      unsaved: state.document !== document,
    }))
    return true
  } catch (error) {
    store.setState({ saving: false })
    const head = await headBehind(client, entityId, error)
    if (head && sameDocument(head.document, base.document)) {
      // Only its place changed, by a rename or a move: nobody's words are at stake.
      store.setState({ base: head })
      return saveVersion(client, store, message)
    }
    if (head) store.setState({ stale: head })
    else sayProblem(problemOf(error).sentence)
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

/** The version that was saved in between, where that is why the save was refused. */
async function headBehind(client: StudioClient, entityId: string, error: unknown): Promise<Base | null> {
  if (!(error instanceof ORPCError) || error.code !== 'STALE') return null
  const head = await client.entity.get({ id: entityId }).catch(() => null)
  if (!head || !isWriting(head.document)) return null
  return headOf(head, head.document)
}

/** Mine on top: the writer's text becomes the version after theirs. Theirs stays in the history. */
export async function keepMine(client: StudioClient, store: DocumentStore): Promise<void> {
  const { stale } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null, unsaved: true })
  await saveVersion(client, store, t('editor.onTopOf', { number: stale.versionNumber }))
}

/** Both: what was merged stands in the editor as a draft on top of theirs, and can be taken back by one step. */
export function takeMerged(store: DocumentStore, merged: Writing): void {
  const { stale } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null })
  edit(store, () => merged)
  say(t('editor.mergedNowSave', { number: stale.versionNumber }))
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
