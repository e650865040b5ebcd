import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { RunExtras } from '../../../contract/draft'
import type { EntityDetail } from '../../../contract/entity'
import type { Surroundings } from '../../../contract/writing'
import { emptyLog, logStep, stepBetween, type UndoLog, walkStep } from '../../../core/document/steps'
import type { Reading } from '../../../core/template/lint'
import { type Row, refuseValue } from '../../../core/values/table'
import { sayProblem } from '../../ui/toast'
import { isWriting, sameDocument, unread, type Writing, withVariablesOf } from './document'
import type { ReadResult } from './reading/work'

/** The version that the text in hand began from. */
export interface Base {
  readonly versionId: string
  readonly versionNumber: number
  readonly rowVersion: number
  readonly document: Writing
}

/** The variable set whose rows stand in the form; they are read a page at a time. */
export interface RowsOf {
  readonly setId: string
  readonly title: string
  readonly total: number
  readonly next: string | null
}

/** A merge that can be taken back as a whole: the step of the log that it is, and the bases on both sides of it. */
interface Merged {
  readonly at: number
  readonly from: Base
  readonly to: Base
}

export interface OpenDocument {
  readonly entityId: string
  readonly base: Base
  readonly document: Writing
  /** What is known of the text; a moment behind it. */
  readonly read: Reading
  readonly elsewhere: ReadResult['elsewhere']
  /** The live preview, and why there is none. */
  readonly preview: Pick<ReadResult, 'preview' | 'valueIssues' | 'renderIssues'> | null
  /** The text that `read` and `preview` are of. */
  readonly readOf: Writing | null
  /** The base and the contexts; null until the host answered. */
  readonly around: Surroundings | null
  /** What stands in the fields, as it was typed. */
  readonly values: Readonly<Record<string, unknown>>
  /** Rows that were loaded; the one at `row` stands in the fields. */
  readonly rows: readonly Row[]
  readonly row: number
  readonly rowsOf: RowsOf | null
  /** What goes with a run beside the values. */
  readonly extras: RunExtras
  readonly undo: UndoLog
  /** When the last step was logged: typing goes on in it for a moment. */
  readonly steppedAt: number
  readonly unsaved: boolean
  readonly keptAt: string | null
  readonly keepFailed: string | null
  readonly saving: boolean
  /** Somebody saved in between: nothing is overwritten until the writer chooses. */
  readonly stale: Base | null
  readonly merged: Merged | null
  /** The variable in hand: its field and its marks are lit together. */
  readonly inHand: string | null
  readonly caret: { readonly line: number; readonly column: number } | null
}

export type DocumentStore = StoreApi<OpenDocument>

const noExtras: RunExtras = { files: [], history: [], toolAnswers: {} }

const opened = new Map<string, DocumentStore>()

/** The store of an open document; kept while the window lives, so that a tab comes back as it was left. */
export const openedStore = (entityId: string): DocumentStore | undefined => opened.get(entityId)

export function openStore(
  base: Base,
  entityId: string,
  began: {
    document: Writing
    values: OpenDocument['values']
    keptAt: string | null
    undo?: UndoLog
    extras?: RunExtras
  },
): DocumentStore {
  const store = createStore<OpenDocument>(() => ({
    undo: emptyLog,
    extras: noExtras,
    ...began,
    entityId,
    base,
    read: unread,
    elsewhere: [],
    preview: null,
    readOf: null,
    around: null,
    rows: [],
    row: 0,
    rowsOf: null,
    steppedAt: 0,
    unsaved: !sameDocument(began.document, base.document),
    keepFailed: null,
    saving: false,
    stale: null,
    merged: null,
    inHand: null,
    caret: null,
  }))
  opened.set(entityId, store)
  return store
}

export const headOf = (head: EntityDetail, document: Writing): Base => ({
  versionId: head.headVersionId,
  versionNumber: head.versionNumber,
  rowVersion: head.rowVersion,
  document,
})

/** Typing within this time is one step. */
const joinMs = 700

/** A change by the writer, of words or anything else; one step of the draft's log. */
export function edit(store: DocumentStore, change: (document: Writing) => Writing): void {
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
function stillMerged({ merged, undo: before }: OpenDocument, undo: UndoLog): Merged | null {
  const whole = before.position === 0 || undo.steps[0] === before.steps[0]
  return merged && whole && before.position >= merged.at ? merged : null
}

/** What was merged stands in the editor as one step on top of theirs; taking that step back brings the choice back. */
export function takeMerged(store: DocumentStore, document: Writing): void {
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
export function walk(store: DocumentStore, way: 'undo' | 'redo'): boolean {
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
 * The text was read: new names join its variables, as a part of the step that brought them.
 * @param asked the state that was read; what has changed since will be read again
 */
export function takeReading(store: DocumentStore, asked: OpenDocument, result: ReadResult): void {
  store.setState((state) => {
    const { reading: read, elsewhere, ...preview } = result
    const known = { read, elsewhere, preview, readOf: asked.document }
    if (state.document !== asked.document) return known
    const followed = new Set(asked.around?.base?.document.variables.map(({ name }) => name))
    // Until the base is known nobody knows which names are its own.
    if (state.document.kind === 'template' && state.document.base && !asked.around?.base) return known
    const document = withVariablesOf(state.document, read, followed)
    const { variables } = state.document
    if (sameDocument(document.variables, variables)) return known
    return {
      ...known,
      document,
      readOf: document,
      undo: withVariables(state.undo, variables, document.variables),
      unsaved: !sameDocument(document, state.base.document),
    }
  })
}

function withVariables(log: UndoLog, before: unknown, after: unknown): UndoLog {
  const last = log.steps[log.position - 1]
  if (!last || log.position !== log.steps.length) return log
  const earlier = last.fields?.variables
  const variables = { before: earlier && 'before' in earlier ? earlier.before : before, after }
  return { ...log, steps: [...log.steps.slice(0, -1), { ...last, fields: { ...last.fields, variables } }] }
}

export function setValue(store: DocumentStore, name: string, value: unknown): void {
  const refusal = refuseValue(value)
  if (refusal) sayProblem(refusal)
  else store.setState((state) => ({ values: { ...state.values, [name]: value } }))
}

/** Puts a row of loaded values into the fields; values of other names stay. */
export function setValues(
  store: DocumentStore,
  rows: readonly Row[],
  row: number,
  rowsOf: RowsOf | null = null,
): void {
  store.setState((state) => ({ rows, row, rowsOf, values: { ...state.values, ...rows[row] } }))
}

export function setExtras(store: DocumentStore, change: (extras: RunExtras) => Partial<RunExtras>): void {
  store.setState(({ extras }) => ({ extras: { ...extras, ...change(extras) } }))
}

export function takeInHand(store: DocumentStore, name: string | null): void {
  if (store.getState().inHand !== name) store.setState({ inHand: name })
}

/**
 * The host's newest version became known. Without work of ours on it, it is simply taken; with it, the writer is asked.
 */
export function learnHead(store: DocumentStore, head: EntityDetail): void {
  const state = store.getState()
  const { document } = head
  if (state.saving || !isWriting(document)) return
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

export const DocumentContext = createContext<DocumentStore | null>(null)

export function useDocumentStore(): DocumentStore {
  const store = useContext(DocumentContext)
  if (!store) throw new Error('There is no open document here.')
  return store
}

export const useDocument = <T>(select: (state: OpenDocument) => T): T => useStore(useDocumentStore(), select)
