import { uuidv7 } from 'uuidv7'
import type { WorkflowTest } from '../../../../../contract/workflow'
import { problemOf } from '../../../../data/problem'
import { useStudio } from '../../../../data/studio'
import { useWorkflowStore } from '../../store'
import { type Tested, useRunStore } from '../store'

/** Runs cases of what stands on the canvas, one after the other, and keeps how each went. */
export function useRunTests(): (tests: readonly WorkflowTest[]) => Promise<void> {
  const { client } = useStudio()
  const run = useRunStore()
  const workflow = useWorkflowStore()
  return async (tests) => {
    const put = (id: string, tested: Tested) =>
      run.setState(({ tested: before }) => ({ tested: new Map([...before, [id, tested]]) }))
    for (const { id } of tests) put(id, 'running')
    for (const test of tests) {
      const { entityId, document } = workflow.getState()
      try {
        put(test.id, await client.workflowRun.test({ id: uuidv7(), entityId, document, test }))
      } catch (error) {
        const message = problemOf(error).sentence
        put(test.id, {
          testId: test.id,
          name: test.name,
          status: 'could_not_run',
          message,
          checks: [],
          run: null,
        })
      }
    }
  }
}
