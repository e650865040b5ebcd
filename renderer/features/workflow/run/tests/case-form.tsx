import { Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { WorkflowTest } from '../../../../../contract/workflow'
import { signatureOf } from '../../../../../core/workflow/signature'
import { t } from '../../../../i18n'
import { Button } from '../../../../ui/button'
import { TextField } from '../../../../ui/field'
import { useWorkflow, useWorkflowStore } from '../../store'
import { fillIn } from '../fields'
import { FieldsForm } from '../fields-form'
import { changeTest, removeTest } from './edit-tests'
import { ExpectationForm } from './expectation-form'

/** What a case is given and what is expected of it. Inputs are kept by their types; what does not fit yet waits here. */
export function CaseForm({ test }: { test: WorkflowTest }) {
  const store = useWorkflowStore()
  const document = useWorkflow((state) => state.document)
  const { inputs: fields, outputs } = useMemo(() => signatureOf(document), [document])
  const [typed, setTyped] = useState<Readonly<Record<string, unknown>>>({})
  const values = { ...test.inputs, ...typed }
  // A value that is missing has its default, or is what the test is about.
  const problems = new Map(
    [...fillIn(fields, values).problems].filter(
      ([name]) => values[name] !== undefined && values[name] !== '',
    ),
  )
  const put = (name: string, value: unknown) => {
    const next = { ...values, [name]: value }
    setTyped({ ...typed, [name]: value })
    changeTest(store, test.id, { inputs: fillIn(fields, next).inputs })
  }
  const expect = (next: WorkflowTest['expect']) => changeTest(store, test.id, { expect: next })
  const kind = outputs.length > 0 ? 'contains' : 'expression'
  const fresh = kind === 'contains' ? { kind, output: outputs[0]?.name ?? '', value: '' } : { kind }
  return (
    <div className="my-2 ml-8 space-y-4">
      <div className="max-w-90">
        <TextField
          label={t('workflowTest.name')}
          value={test.name}
          maxLength={200}
          onChange={({ target }) => changeTest(store, test.id, { name: target.value })}
        />
      </div>
      <FieldsForm fields={fields} values={values} problems={problems} onChange={put} />
      <section aria-label={t('workflowTest.expected')} className="space-y-3">
        <h3 className="font-strong">{t('workflowTest.expected')}</h3>
        {test.expect.length === 0 && <p className="text-ink-2">{t('workflowTest.noneExpected')}</p>}
        {test.expect.map((each, at) => (
          <ExpectationForm
            // biome-ignore lint/suspicious/noArrayIndexKey: expectations have no names; a form belongs to its place.
            key={at}
            expectation={each}
            outputs={outputs}
            onChange={(next) => expect(test.expect.map((other, index) => (index === at ? next : other)))}
            onRemove={() => expect(test.expect.filter((_, index) => index !== at))}
          />
        ))}
        <div className="flex gap-2">
          <Button small icon={Plus} onClick={() => expect([...test.expect, fresh])}>
            {t('workflowTest.addExpectation')}
          </Button>
          <Button small look="quiet" icon={Trash2} onClick={() => removeTest(store, test.id)}>
            {t('workflowTest.remove')}
          </Button>
        </div>
      </section>
    </div>
  )
}
