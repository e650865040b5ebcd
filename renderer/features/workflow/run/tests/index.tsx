import { ChevronDown, ChevronRight, FlaskConical, Play, Plus } from 'lucide-react'
import { useState } from 'react'
import type { WorkflowTest } from '../../../../../contract/workflow'
import { signatureOf } from '../../../../../core/workflow/signature'
import { count, t } from '../../../../i18n'
import { Button, IconButton } from '../../../../ui/button'
import { Icon } from '../../../../ui/icon'
import { Grow } from '../../../../ui/pane'
import { useWorkflow, useWorkflowStore } from '../../store'
import { fillIn } from '../fields'
import { useRunStore, useRunView } from '../store'
import { CaseForm } from './case-form'
import { addTest, expectationOf } from './edit-tests'
import { Outcome, Verdict } from './outcome'
import { useRunTests } from './run-tests'

/** The cases of the workflow: written, run one by one or all together, and how each went. */
export function Tests() {
  const tests = useWorkflow((state) => state.document.tests) ?? none
  const tested = useRunView((state) => state.tested)
  const runTests = useRunTests()
  const [openId, setOpenId] = useState<string | null>(null)
  const underWay = tests.some(({ id }) => tested.get(id) === 'running')
  const passed = tests.filter(({ id }) => {
    const one = tested.get(id)
    return one !== 'running' && one?.status === 'passed'
  }).length
  return (
    <div className="px-4 py-3">
      <div className="mb-2 flex items-center gap-2">
        <span role="status" className="text-ink-2">
          {tested.size > 0 &&
            tests.length > 0 &&
            t('workflowTest.sum', { passed: count(passed), n: count(tests.length) })}
        </span>
        <Grow />
        <Add onAdded={setOpenId} number={tests.length + 1} />
        <Button
          small
          icon={Play}
          offBecause={
            underWay ? t('workflowTest.underWay') : tests.length === 0 ? t('workflowTest.nothingYet') : null
          }
          onClick={() => void runTests(tests)}
        >
          {t('workflowTest.runAll')}
        </Button>
      </div>
      {tests.length === 0 ? (
        <p className="flex max-w-[72ch] gap-2 text-ink-2">
          <Icon of={FlaskConical} className="mt-0.5" />
          {t('workflowTest.none')}
        </p>
      ) : (
        <ul aria-label={t('workflowTest.list')} className="border-t border-line">
          {tests.map((test) => (
            <Case
              key={test.id}
              test={test}
              open={openId === test.id}
              onOpen={(open) => setOpenId(open ? test.id : null)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

const none: readonly WorkflowTest[] = []

function Add({ onAdded, number }: { onAdded: (id: string) => void; number: number }) {
  const run = useRunStore()
  const workflow = useWorkflowStore()
  const add = () => {
    const { values, outputs } = run.getState()
    const { inputs } = fillIn(signatureOf(workflow.getState().document).inputs, values)
    const name = t('workflowTest.case', { n: count(number) })
    onAdded(addTest(workflow, { name, inputs, expect: expectationOf(outputs ?? {}) }))
  }
  return (
    <Button small icon={Plus} title={t('workflowTest.aboutAdd')} onClick={add}>
      {t('workflowTest.add')}
    </Button>
  )
}

interface CaseProps {
  test: WorkflowTest
  open: boolean
  onOpen: (open: boolean) => void
}

function Case({ test, open, onOpen }: CaseProps) {
  const tested = useRunView((state) => state.tested.get(test.id))
  const runTests = useRunTests()
  const name = test.name || t('workflowTest.unnamed')
  return (
    <li className="border-b border-line py-1">
      <div className="flex min-h-7 items-center gap-2">
        <IconButton
          icon={open ? ChevronDown : ChevronRight}
          label={t('workflowTest.open', { name })}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        />
        <span translate="no" className="min-w-0 truncate font-medium">
          {name}
        </span>
        <Verdict tested={tested} />
        <Grow />
        <IconButton
          icon={Play}
          label={t('workflowTest.run', { name })}
          onClick={() => {
            if (tested !== 'running') void runTests([test])
          }}
        />
      </div>
      <Outcome tested={tested} />
      {open && <CaseForm test={test} />}
    </li>
  )
}
