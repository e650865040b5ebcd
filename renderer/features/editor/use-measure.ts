import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ModelChoice } from '../../../contract/run'
import type { StudioClient } from '../../data/studio'
import { useStudio } from '../../data/studio'
import { useForm } from './run-input'
import { useDocument } from './store'

export type Measure = Awaited<ReturnType<StudioClient['template']['measure']>>

/**
 * Length and price of the prompt on a model, counted by the host a moment after the last keystroke; null while unknown.
 */
export function useMeasure(choice: ModelChoice | null): Measure | null {
  const { queries } = useStudio()
  const document = useDocument((state) => state.document)
  const { values } = useForm()
  const settled = useSettled({ document, values })
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

/** The value once it has been left alone for a moment. */
function useSettled<T extends { document: unknown; values: unknown }>(value: T): T {
  const [settled, setSettled] = useState(value)
  const { document, values } = value
  useEffect(() => {
    const timer = setTimeout(() => setSettled((old) => ({ ...old, document, values })), 350)
    return () => clearTimeout(timer)
  }, [document, values])
  return settled
}
