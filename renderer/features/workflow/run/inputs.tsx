import { useEffect, useMemo, useRef } from 'react'
import { signatureOf } from '../../../../core/workflow/signature'
import { t } from '../../../i18n'
import { useWorkflow } from '../store'
import { fillIn } from './fields'
import { FieldsForm } from './fields-form'
import { useRunStore, useRunView } from './store'

/** What the next run is given: a field for each input of the workflow's signature. */
export function Inputs() {
  const store = useRunStore()
  const document = useWorkflow((state) => state.document)
  const values = useRunView((state) => state.values)
  const asked = useRunView((state) => state.asked)
  const { inputs: fields } = useMemo(() => signatureOf(document), [document])
  const { problems } = fillIn(fields, values)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [asked])
  if (fields.length === 0) return <p className="px-4 py-3 text-ink-2">{t('workflowRun.noInputs')}</p>
  return (
    <div ref={form} className="px-4 py-3">
      <FieldsForm
        fields={fields}
        values={values}
        problems={asked ? problems : none}
        onChange={(name, value) => store.setState((view) => ({ values: { ...view.values, [name]: value } }))}
      />
    </div>
  )
}

const none: ReadonlyMap<string, string> = new Map()
