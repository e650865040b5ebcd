import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ModelChoice } from '../../../contract/run'
import type { StudioClient } from '../../data/studio'
import { useStudio } from '../../data/studio'
import { useForm } from './run-input'
import { useDocumentStore } from './store'

export type Measure = Awaited<ReturnType<StudioClient['template']['measure']>>

/**
 * Length and price of the prompt on a model, counted by the host a moment after the last keystroke; null while unknown.
 */
export function useMeasure(choice: ModelChoice | null): Measure | null {
  const { queries } = useStudio()
  const settled = useSettled()
  const template = settled.document.kind === 'template' ? settled.document : null
  const measure = useQuery({
    ...queries.template.measure.queryOptions({
      input: {
        document: template ?? { kind: 'template', form: 'text', messages: [] },
        values: settled.values,
        choice,
      },
    }),
    enabled: template !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })
  return template ? (measure.data ?? null) : null
}

/** Text and values once they have been left alone for a moment; no key in between draws anything. */
function useSettled() {
  const store = useDocumentStore()
  const { values } = useForm()
  const [settled, setSettled] = useState(() => ({ document: store.getState().document, values }))
  useEffect(() => {
    const settle = () => setSettled({ document: store.getState().document, values })
    let timer = setTimeout(settle, 350)
    const leave = store.subscribe((now, before) => {
      if (now.document === before.document) return
      clearTimeout(timer)
      timer = setTimeout(settle, 350)
    })
    return () => {
      leave()
      clearTimeout(timer)
    }
  }, [store, values])
  return settled
}
