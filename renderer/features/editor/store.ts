import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { RunExtras } from '../../../contract/draft'
import type { Surroundings } from '../../../contract/writing'
import type { UndoLog } from '../../../core/document/steps'
import type { Reading } from '../../../core/template/lint'
import { type Row, refuseValue } from '../../../core/values/table'
import { type Begun, newDraft, type OpenDraft, sameDocument } from '../../data/draft/store'
import { sayProblem } from '../../ui/toast'
import { unread, type Writing, withVariablesOf } from './document'
import type { ReadResult } from './reading/work'

/** The variable set whose rows stand in the form; they are read a page at a time. */
export interface RowsOf {
  readonly setId: string
  readonly title: string
  readonly total: number
  readonly next: string | null
}

export interface OpenDocument extends OpenDraft<Writing> {
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
  /** The variable in hand: its field and its marks are lit together. */
  readonly inHand: string | null
  readonly caret: { readonly line: number; readonly column: number } | null
}

export type DocumentStore = StoreApi<OpenDocument>

const noExtras: RunExtras = { files: [], history: [], toolAnswers: {} }

const opened = new Map<string, DocumentStore>()

/** The store of an open document; kept while the window lives, so that a tab comes back as it was left. */
export const openedStore = (entityId: string): DocumentStore | undefined => opened.get(entityId)

export function openStore(entityId: string, begun: Begun<Writing>): DocumentStore {
  const store = createStore<OpenDocument>(() => ({
    ...newDraft(entityId, begun),
    values: begun.draft?.values ?? {},
    extras: begun.draft?.extras ?? noExtras,
    read: unread,
    elsewhere: [],
    preview: null,
    readOf: null,
    around: null,
    rows: [],
    row: 0,
    rowsOf: null,
    inHand: null,
    caret: null,
  }))
  opened.set(entityId, store)
  return store
}

/**
 * The text was read: new names join its variables, as a part of the step that brought them.
 * @param asked the state that was read; what has changed since will be read again
 */
export function takeReading(store: DocumentStore, asked: OpenDocument, result: ReadResult): void {
  store.setState((state) => {
    const { reading, elsewhere: asks, ...preview } = result
    const read = asBefore(state.read, reading)
    const elsewhere = sameDocument(state.elsewhere, asks) ? state.elsewhere : asks
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

/** What was read anew and is the same stays the same object: nothing of it is drawn again. */
function asBefore(before: Reading, now: Reading): Reading {
  const kept = <K extends keyof Reading>(name: K): Reading[K] =>
    sameDocument(before[name], now[name]) ? before[name] : now[name]
  const read = {
    found: kept('found'),
    contexts: kept('contexts'),
    issues: kept('issues'),
    warnings: kept('warnings'),
  }
  return sameDocument(before, read) ? before : read
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

export const DocumentContext = createContext<DocumentStore | null>(null)

export function useDocumentStore(): DocumentStore {
  const store = useContext(DocumentContext)
  if (!store) throw new Error('There is no open document here.')
  return store
}

export const useDocument = <T>(select: (state: OpenDocument) => T): T => useStore(useDocumentStore(), select)
