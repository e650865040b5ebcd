import { ORPCError } from '@orpc/client'
import { uuidv7 } from 'uuidv7'
import type { Stale } from '../../../contract/common'
import type { EntityDocument } from '../../../contract/template'
import type { Written } from '../../../core/document/steps'
import { t } from '../../i18n'
import { say, sayProblem } from '../../ui/toast'
import { problemOf, surely } from '../problem'
import type { StudioClient } from '../studio'
import { type Base, type DraftStore, edit, type IsKind, sameDocument } from './store'

/** An open editor as it is saved. */
export interface Saving<D> {
  readonly client: StudioClient
  readonly store: DraftStore<D>
  readonly is: IsKind<D>
  /** What has to end before the document is whole. */
  readonly settle?: () => Promise<void>
}

/**
 * Saves the document as a version. Where somebody saved in between, both documents are kept and the writer is asked.
 * @returns whether a version was made.
 */
export async function saveVersion<D extends Written>(
  of: Saving<D>,
  message: string | null,
): Promise<boolean> {
  const { client, store, is, settle } = of
  if (store.getState().saving || store.getState().stale) return false
  store.setState({ saving: true })
  await settle?.()
  const { entityId, base, document } = store.getState()
  const from = { rowVersion: base.rowVersion, baseVersionId: base.versionId }
  const saved: EntityDocument = document
  const command = { commandId: uuidv7(), id: entityId, ...from, document: saved, message }
  try {
    const made = await surely(() => client.entity.save(command))
    store.setState((state) => ({
      base: { ...made, document },
      saving: false,
      merged: null,
      unsaved: state.document !== document,
    }))
    return true
  } catch (error) {
    store.setState({ saving: false })
    const both = whatIsStale(error, is)
    if (both && sameDocument(both.head.document, base.document)) {
      // Only its place changed, by a rename or a move: nobody's work is at stake.
      store.setState({ base: both.head })
      return saveVersion(of, message)
    }
    if (both) {
      const { head, began } = both
      store.setState({ stale: head, ...(began ? { base: { ...base, document: began } } : {}) })
    } else sayProblem(problemOf(error).sentence)
    return false
  }
}

/** What the host says of a save that came too late: what was saved in between, and what this document began from. */
function whatIsStale<D>(error: unknown, is: IsKind<D>): { head: Base<D>; began: D | null } | null {
  if (!(error instanceof ORPCError) || error.code !== 'STALE' || !tellsBoth(error.data)) return null
  const { headVersionId, headNumber, rowVersion, headDocument, baseDocument } = error.data
  if (!is(headDocument)) return null
  return {
    head: { versionId: headVersionId, versionNumber: headNumber, rowVersion, document: headDocument },
    began: is(baseDocument) ? baseDocument : null,
  }
}

const tellsBoth = (data: unknown): data is Stale =>
  typeof data === 'object' && data !== null && 'headDocument' in data

/** Mine on top: the writer's document becomes the version after theirs. Theirs stays in the history. */
export async function keepMine<D extends Written>(of: Saving<D>): Promise<void> {
  const { stale } = of.store.getState()
  if (!stale) return
  of.store.setState({ base: stale, stale: null, unsaved: true })
  await saveVersion(of, t('editor.onTopOf', { number: stale.versionNumber }))
}

/** Theirs: the writer's document is left, and can be had back by the toast. */
export function takeTheirs<D extends Written>(store: DraftStore<D>): void {
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
export async function restoreVersion<D extends Written>(
  { client, store, is }: Saving<D>,
  versionId: string,
): Promise<void> {
  const { entityId, base } = store.getState()
  const command = { commandId: uuidv7(), id: entityId, rowVersion: base.rowVersion, versionId }
  try {
    const made = await surely(() => client.entity.restoreVersion(command))
    const { document, number } = await client.entity.version({ id: entityId, versionId })
    if (!is(document)) return
    store.setState({ base: { ...made, document } })
    edit(store, () => document)
    say(t('editor.versionRestored', { number, made: made.versionNumber }))
  } catch (error) {
    sayProblem(problemOf(error).sentence)
  }
}
