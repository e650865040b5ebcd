import { uuidv7 } from 'uuidv7'
import type { TestExpectation, WorkflowTest } from '../../../../../contract/workflow'
import { edit } from '../../../../data/draft/store'
import type { WorkflowStore } from '../../store'

/** The cases of the workflow in hand with a change, as a step of its undo. */
function change(
  store: WorkflowStore,
  made: (tests: readonly WorkflowTest[]) => readonly WorkflowTest[],
): void {
  edit(store, ({ tests, ...document }) => {
    const next = made(tests ?? [])
    return next.length === 0 ? document : { ...document, tests: [...next] }
  })
}

export function addTest(
  store: WorkflowStore,
  test: Pick<WorkflowTest, 'name' | 'inputs' | 'expect'>,
): string {
  const id = uuidv7()
  change(store, (tests) => [...tests, { ...test, id }])
  return id
}

export const changeTest = (store: WorkflowStore, id: string, part: Partial<WorkflowTest>): void =>
  change(store, (tests) => tests.map((test) => (test.id === id ? { ...test, ...part } : test)))

export const removeTest = (store: WorkflowStore, id: string): void =>
  change(store, (tests) => tests.filter((test) => test.id !== id))

const short = 200

/** What came out of a run as a first expectation: the very value where it is short, else what it is. */
export function expectationOf(outputs: Readonly<Record<string, unknown>>): TestExpectation[] {
  const [first] = Object.entries(outputs)
  if (!first) return []
  const [output, value] = first
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  return JSON.stringify(value).length <= short
    ? [{ kind: 'equals', output, value }]
    : [{ kind: 'schema', output, schema: { type } }]
}
