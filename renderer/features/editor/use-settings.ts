import { useMemo } from 'react'
import type { ModelSettings } from '../../../contract/template'
import { edit } from '../../data/draft/store'
import { useDocument, useDocumentStore } from './store'

const none: ModelSettings = {}

/** The model settings of the open template, and the way to change them. */
export function useSettings(): [ModelSettings, (settings: ModelSettings) => void] {
  const store = useDocumentStore()
  const settings = useDocument(({ document }) => (document.kind === 'template' ? document.settings : none))
  return [
    settings,
    (next) => edit(store, (now) => (now.kind === 'template' ? { ...now, settings: next } : now)),
  ]
}

/** The settings that a run would have: the template's own over those of its base. */
export function useRunSettings(): ModelSettings {
  const [own] = useSettings()
  const base = useDocument((state) => state.around?.base?.document.settings)
  return useMemo(() => ({ ...base, ...own }), [base, own])
}
