import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { EntityDetail } from '../../../contract/entity'
import { isWriting, type Read, readDocument, sameDocument, type Writing, withVariablesOf } from './document'

/** The version that the text in hand began from. */
export interface Base {
  readonly versionId: string
  readonly versionNumber: number
  readonly rowVersion: number
  readonly document: Writing
}

export interface OpenDocument {
  readonly entityId: string
  readonly base: Base
  readonly document: Writing
  readonly read: Read
  /** What stands in the fields, as it was typed. */
  readonly values: Readonly<Record<string, unknown>>
  readonly unsaved: boolean
  readonly keptAt: string | null
  readonly keepFailed: string | null
  readonly saving: boolean
  /** Somebody saved in between: nothing is overwritten until the writer chooses. */
  readonly stale: Base | null
  /** The variable in hand: its field and its marks are lit together. */
  readonly inHand: string | null
  readonly caret: { readonly line: number; readonly column: number } | null
  /** Grows when the text is replaced from outside, so that editors take the new text. */
  readonly epoch: number
}

export type DocumentStore = StoreApi<OpenDocument>

const opened = new Map<string, DocumentStore>()

/** The store of an open document; kept while the window lives, so that a tab comes back as it was left. */
export const openedStore = (entityId: string): DocumentStore | undefined => opened.get(entityId)

export function openStore(
  base: Base,
  entityId: string,
  began: { document: Writing; values: OpenDocument['values']; keptAt: string | null },
): DocumentStore {
  const store = createStore<OpenDocument>(() => ({
    entityId,
    base,
    ...began,
    read: readDocument(began.document),
    unsaved: !sameDocument(began.document, base.document),
    keepFailed: null,
    saving: false,
    stale: null,
    inHand: null,
    caret: null,
    epoch: 0,
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

/** A change by the writer: what the text uses is read again. */
export function edit(store: DocumentStore, change: (document: Writing) => Writing): void {
  store.setState((state) => {
    const changed = change(state.document)
    const read = readDocument(changed)
    const document = withVariablesOf(changed, read)
    return { document, read, unsaved: !sameDocument(document, state.base.document) }
  })
}

/** A change that leaves the text alone: variables and settings. */
export function editAround(store: DocumentStore, change: (document: Writing) => Writing): void {
  store.setState((state) => {
    const document = change(state.document)
    return { document, unsaved: !sameDocument(document, state.base.document) }
  })
}

export function setValue(store: DocumentStore, name: string, value: unknown): void {
  store.setState((state) => ({ values: { ...state.values, [name]: value } }))
}

export function takeInHand(store: DocumentStore, name: string | null): void {
  if (store.getState().inHand !== name) store.setState({ inHand: name })
}

/** Puts another text into the editors: a restored version, theirs after a choice. */
export function replaceText(store: DocumentStore, document: Writing): void {
  store.setState((state) => ({
    document,
    read: readDocument(document),
    unsaved: !sameDocument(document, state.base.document),
    epoch: state.epoch + 1,
  }))
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
  if (!same) replaceText(store, document)
}

export const DocumentContext = createContext<DocumentStore | null>(null)

export function useDocumentStore(): DocumentStore {
  const store = useContext(DocumentContext)
  if (!store) throw new Error('There is no open document here.')
  return store
}

export const useDocument = <T>(select: (state: OpenDocument) => T): T => useStore(useDocumentStore(), select)
