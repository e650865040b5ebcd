import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { Variable, VariableDefinitionDocument } from '../../../contract/template'
import { type Begun, edit, newDraft, type OpenDraft } from '../../data/draft/store'

export interface OpenDefinition extends OpenDraft<VariableDefinitionDocument> {
  /** What stands in the field of the name where it cannot be one; null where it can. */
  readonly wrongName: string | null
  /** What the fields show, as the form itself knows; another document draws them anew. */
  readonly typed: VariableDefinitionDocument
}

export type DefinitionStore = StoreApi<OpenDefinition>

export const isDefinition = (document: unknown): document is VariableDefinitionDocument =>
  typeof document === 'object' &&
  document !== null &&
  'kind' in document &&
  document.kind === 'variable_definition'

const opened = new Map<string, DefinitionStore>()

/** The store of an open definition; kept while the window lives, so that a tab comes back as it was left. */
export const openedDefinition = (entityId: string): DefinitionStore | undefined => opened.get(entityId)

export function openDefinition(entityId: string, begun: Begun<VariableDefinitionDocument>): DefinitionStore {
  const store = createStore<OpenDefinition>(() => ({
    ...newDraft(entityId, begun),
    wrongName: null,
    typed: begun.document,
  }))
  opened.set(entityId, store)
  return store
}

/** A change by the writer in one of the fields. */
export function change(store: DefinitionStore, changes: Partial<Variable>): void {
  edit(store, (document) => ({ ...document, variable: { ...document.variable, ...changes } }))
  store.setState(({ document }) => ({ typed: document }))
}

export const DefinitionContext = createContext<DefinitionStore | null>(null)

export function useDefinitionStore(): DefinitionStore {
  const store = useContext(DefinitionContext)
  if (!store) throw new Error('There is no open shared variable around this component.')
  return store
}

export const useDefinition = <T>(select: (state: OpenDefinition) => T): T =>
  useStore(useDefinitionStore(), select)
