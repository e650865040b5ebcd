import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { signatureOf } from '../../../../core/workflow/signature'
import { useCommands } from '../../../app/commands'
import { useRunToShow } from '../../../app/run-to-show'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { sayProblem } from '../../../ui/toast'
import { useWorkflowStore } from '../store'
import { fillIn } from './fields'
import { showRun, startRun } from './follow'
import { type RunStore, showTab, useRunStore, useRunView } from './store'

/** Starts a run of what stands on the canvas, or asks for what is missing. */
export function useStart(): () => void {
  const { client } = useStudio()
  const store = useRunStore()
  const workflow = useWorkflowStore()
  return () => {
    const { values, going } = store.getState()
    if (going) return
    const { entityId, document } = workflow.getState()
    const { inputs, problems } = fillIn(signatureOf(document).inputs, values)
    if (problems.size > 0) {
      // Asked anew, so that the first empty field takes the focus again.
      store.setState({ asked: false })
      showTab(store, 'inputs')
      requestAnimationFrame(() => store.setState({ asked: true }))
      return
    }
    store.setState({ asked: false })
    void startRun(client, store, { entityId, document, inputs })
  }
}

export function useStop(): () => void {
  const { client } = useStudio()
  const store = useRunStore()
  return () => {
    const { runId } = store.getState()
    if (!runId) return
    client.workflowRun.stop({ id: runId }).catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
}

/** Run and Stop have their keys while the workflow is on screen. */
export function useRunCommands(): void {
  const start = useStart()
  const stop = useStop()
  const going = useRunView((state) => state.going && state.status !== 'paused')
  useCommands({ 'template.run': start, 'run.stop': going ? stop : null })
}

const unfinished = new Set(['queued', 'running', 'paused', 'interrupted'])

/** Shows the run that was chosen elsewhere, or the newest one where it needs somebody or is under way. */
export function useFoundRun(entityId: string): void {
  const { client, queries } = useStudio()
  const store = useRunStore()
  const wanted = useRunToShow((state) => state.byItem[entityId])
  const looked = useRef(false)
  const newest = useQuery(queries.run.list.queryOptions({ input: { entityId, limit: 1 } })).data?.items[0]
  useEffect(() => {
    if (!wanted) return
    useRunToShow.setState(({ byItem: { [entityId]: _, ...byItem } }) => ({ byItem }))
    showTab(store, 'timeline')
    void showRun(client, store, wanted)
  }, [wanted, client, store, entityId])
  useEffect(() => {
    if (newest?.kind !== 'workflow' || wanted) return
    const first = !looked.current
    looked.current = true
    // A run that somebody looks at is not taken from them.
    if (store.getState().runId !== null || !unfinished.has(newest.status)) return
    // Of runs that were over before, one that was broken off comes by itself when the workflow is opened.
    if (newest.status === 'interrupted' && !first) return
    showTab(store, 'timeline')
    void showRun(client, store, newest.id)
  }, [newest, wanted, client, store])
  useLastInputs(newest?.id, store)
}

/** The form begins with what the newest run was given. */
function useLastInputs(newestId: string | undefined, store: RunStore): void {
  const { client } = useStudio()
  const asked = useRef(false)
  useEffect(() => {
    if (!newestId || asked.current) return
    asked.current = true
    if (Object.keys(store.getState().values).length > 0) return
    client.workflowRun.given({ id: newestId }).then(
      (values) =>
        store.setState((view) =>
          !values || Object.keys(view.values).length > 0 ? view : { ...view, values },
        ),
      // Nobody asked for it: the form is empty then.
      () => undefined,
    )
  }, [newestId, client, store])
}
