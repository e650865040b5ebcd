import type { DraftState } from '../../../contract/draft'
import type { EntityDetail } from '../../../contract/entity'
import { canonicalJson, storable } from '../../../core/document/canonical'
import {
  emptyLog,
  logStep,
  stepBetween,
  type UndoLog,
  type Written,
  walkStep,
} from '../../../core/document/steps'

/** The version that the work in hand began from. */
export interface Base<D> {
  readonly versionId: string
  readonly versionNumber: number
  readonly rowVersion: number
  readonly document: D
}

/** A merge that can be taken back as a whole: the step of the log that it is, and the bases on both sides of it. */
interface Merged<D> {
  readonly at: number
  readonly from: Base<D>
  readonly to: Base<D>
}

/** Work on one item that is not a version yet. */
export interface OpenDraft<D> {
  readonly entityId: string
  readonly base: Base<D>
  readonly document: D
  readonly undo: UndoLog
  /** When the last step was logged: typing goes on in it for a moment. */
  readonly steppedAt: number
  readonly unsaved: boolean
  readonly keptAt: string | null
  readonly keepFailed: string | null
  readonly saving: boolean
  /** Somebody saved in between: nothing is overwritten until the writer chooses. */
  readonly stale: Base<D> | null
  readonly merged: Merged<D> | null
}

/** What every open editor's store can do, whatever else stands in it. */
export interface DraftStore<D> {
  getState: () => OpenDraft<D>
  setState: (change: Partial<OpenDraft<D>> | ((state: OpenDraft<D>) => Partial<OpenDraft<D>>)) => void
}

/** What an editor begins from: the newest version, or the draft that was left on one. */
export interface Begun<D> {
  readonly base: Base<D>
  readonly document: D
  readonly undo: UndoLog
  readonly keptAt: string | null
  readonly draft: DraftState | null
}

export const newDraft = <D>(
  entityId: string,
  { base, document, undo, keptAt }: Omit<Begun<D>, 'draft'>,
): OpenDraft<D> => ({
  entityId,
  base,
  document,
  undo,
  keptAt,
  steppedAt: 0,
  unsaved: !sameDocument(document, base.document),
  keepFailed: null,
  saving: false,
  stale: null,
  merged: null,
})

export const nothingDone = emptyLog

export const headOf = <D>(head: EntityDetail, document: D): Base<D> => ({
  versionId: head.headVersionId,
  versionNumber: head.versionNumber,
  rowVersion: head.rowVersion,
  document,
})

/** Equal as the host would hash them: key order and absent keys do not count. What both share is not walked. */
export function sameDocument(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameDocument(item, b[index]))
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameDocument(a[key], b[key]))
  }
  if (a === undefined || b === undefined) return false
  return canonicalJson(storable(a)) === canonicalJson(storable(b))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Typing within this time is one step. */
const joinMs = 700

/** A change by the writer, of words or anything else; one step of the draft's log. */
export function edit<D extends Written>(store: DraftStore<D>, change: (document: D) => D): void {
  store.setState((state) => {
    const document = change(state.document)
    const step = stepBetween(state.document, document)
    if (!step) return {}
    const now = Date.now()
    const undo = logStep(state.undo, step, now - state.steppedAt < joinMs)
    const unsaved = !sameDocument(document, state.base.document)
    return { document, undo, steppedAt: now, unsaved, merged: stillMerged(state, undo) }
  })
}

/** A merge cannot be taken back any more once its step was undone and written over, or forgotten with the oldest ones. */
function stillMerged<D>({ merged, undo: before }: OpenDraft<D>, undo: UndoLog): Merged<D> | null {
  const whole = before.position === 0 || undo.steps[0] === before.steps[0]
  return merged && whole && before.position >= merged.at ? merged : null
}

/** What was merged stands in the editor as one step on top of theirs; taking that step back brings the choice back. */
export function takeMerged<D extends Written>(store: DraftStore<D>, document: D): void {
  const { stale, base, undo } = store.getState()
  if (!stale) return
  store.setState({ base: stale, stale: null, steppedAt: 0 })
  edit(store, () => document)
  const { undo: now } = store.getState()
  const merged = now === undo ? null : { at: now.position, from: base, to: stale }
  // What is typed next is a step of its own.
  store.setState({ merged, steppedAt: 0, unsaved: !sameDocument(document, stale.document) })
}

/** One step back or forth in the draft's own log; false where there is none. */
export function walk<D extends Written>(store: DraftStore<D>, way: 'undo' | 'redo'): boolean {
  const { undo, document, base: now, merged } = store.getState()
  const step = undo.steps[way === 'undo' ? undo.position - 1 : undo.position]
  if (!step) return false
  const changed = walkStep(document, step, way)
  const over = merged?.at === (way === 'undo' ? undo.position : undo.position + 1) ? merged : null
  const base = over ? (way === 'undo' ? over.from : over.to) : now
  store.setState({
    ...(over ? { base, stale: way === 'undo' ? over.to : null } : {}),
    document: changed,
    undo: { ...undo, position: undo.position + (way === 'undo' ? -1 : 1) },
    steppedAt: 0,
    unsaved: !sameDocument(changed, base.document),
  })
  return true
}

/**
 * The host's newest version became known. Without work of ours on it, it is simply taken; with it, the writer is asked.
 */
export function learnHead<D extends Written>(store: DraftStore<D>, head: EntityDetail, is: IsKind<D>): void {
  const state = store.getState()
  const { document } = head
  if (state.saving || !is(document)) return
  const base = headOf(head, document)
  if (state.base.rowVersion >= base.rowVersion) return
  const same = sameDocument(document, state.base.document)
  if (state.unsaved && !same) {
    store.setState({ stale: base })
    return
  }
  store.setState({ base, stale: null })
  if (!same) edit(store, () => document)
  else store.setState({ unsaved: !sameDocument(state.document, document) })
}

/** Whether a document is one that this editor opens. */
export type IsKind<D> = (document: unknown) => document is D
