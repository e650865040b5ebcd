import { ORPCError } from '@orpc/client'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { isWriting, sameDocument } from './document'
import { type Base, type DocumentStore, headOf, replaceText } from './store'

/**
 * Saves the text as a version. Where somebody saved in between, both texts are kept and the writer is asked.
 * @returns whether a version was made.
 */
export async function saveVersion(
  client: StudioClient,
  store: DocumentStore,
  message: string | null,
): Promise<boolean> {
  const { entityId, base, document, saving, stale } = store.getState()
  if (saving || stale) return false
  store.setState({ saving: true })
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

/** Theirs: the writer's text is left, and can be had back by the toast. */
export function takeTheirs(store: DocumentStore): void {
  const { stale, document: mine } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null })
  replaceText(store, stale.document)
  say(t('editor.versionTaken', { number: stale.versionNumber }), {
    label: t('common.undo'),
    run: () => replaceText(store, mine),
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
    replaceText(store, document)
    say(t('editor.versionRestored', { number, made: made.versionNumber }))
  } catch (error) {
    sayProblem(problemOf(error).sentence)
  }
}
