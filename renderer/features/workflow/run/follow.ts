import { uuidv7 } from 'uuidv7'
import type { ExecutionStatus } from '../../../../contract/vocabulary'
import type { WorkflowRunEvent, WorkflowRunStart } from '../../../../contract/workflow-run'
import { problemOf } from '../../../data/problem'
import type { StudioClient } from '../../../data/studio'
import { nothingShown, type RunStore, showTab } from './store'

/** Starts a run of what stands on the canvas and follows it. */
export const startRun = (
  client: StudioClient,
  store: RunStore,
  start: Omit<WorkflowRunStart, 'id'>,
): Promise<void> => begin(client, store, (id) => client.workflowRun.start({ ...start, id }))

/** Goes on from what an earlier run finished. */
export const resumeRun = (client: StudioClient, store: RunStore, from: string): Promise<void> =>
  begin(client, store, (id) => client.workflowRun.resume({ id, from }))

/** Runs one node with what it was given in an earlier run. */
export const runOneNode = (
  client: StudioClient,
  store: RunStore,
  input: Omit<Parameters<StudioClient['workflowRun']['runNode']>[0], 'id'>,
): Promise<void> => begin(client, store, (id) => client.workflowRun.runNode({ ...input, id }))

/** The id is made here, so that asking twice starts one run. */
async function begin(
  client: StudioClient,
  store: RunStore,
  send: (id: string) => Promise<unknown>,
): Promise<void> {
  const before = store.getState()
  const id = uuidv7()
  store.setState({ ...nothingShown(), runId: id, going: true, status: 'queued', partId: null })
  try {
    await send(id)
  } catch (error) {
    if (store.getState().runId !== id) return
    // What stood there before is still the newest run.
    const { runId, status, run, trace, parts, byNode, asks, outputs } = before
    store.setState({ runId, status, run, trace, parts, byNode, asks, outputs })
    store.setState({ going: false, problem: problemOf(error) })
    return
  }
  showTab(store, store.getState().tab === 'inputs' ? 'timeline' : store.getState().tab)
  await followRun(client, store, id)
}

/** Shows a run of before, or one that is under way, on the canvas. */
export async function showRun(client: StudioClient, store: RunStore, id: string): Promise<void> {
  if (store.getState().runId === id) return
  store.setState({ ...nothingShown(), runId: id, partId: null })
  await followRun(client, store, id)
}

/** Takes the run off the canvas; it goes on where it is under way. */
export const hideRun = (store: RunStore): void => store.setState({ ...nothingShown(), partId: null })

/** Answers a human input node; of a run that waited in the record the rest is heard again. */
export async function answerQuestion(
  client: StudioClient,
  store: RunStore,
  { nodeRunId, values }: { readonly nodeRunId: string; readonly values: Record<string, unknown> },
): Promise<boolean> {
  const { runId: id } = store.getState()
  if (!id) return false
  const { answered } = await client.workflowRun.answer({ id, nodeRunId, values })
  if (store.getState().runId === id && !store.getState().followed) void followRun(client, store, id)
  return answered
}

const AGAIN_MS = 800

/** Follows a run to its end, or until it waits for somebody. A broken stream is followed again from its beginning. */
async function followRun(client: StudioClient, store: RunStore, id: string): Promise<void> {
  const mine = () => store.getState().runId === id
  while (mine()) {
    try {
      const events = await client.workflowRun.follow({ id })
      const drawing = new Drawing(store, mine)
      for await (const event of events) {
        drawing.take(event)
        if (!mine()) return
      }
      drawing.show()
      if (mine()) store.setState({ followed: false })
      return
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code !== 'CONNECTION_LOST') {
        if (mine()) store.setState({ going: false, followed: false, problem })
        return
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

const isOpen = (status: ExecutionStatus): boolean =>
  status === 'queued' || status === 'running' || status === 'paused'

const frameMs = 32

/** Events come faster than they can be drawn: what came within a frame is shown together. */
class Drawing {
  private timer: ReturnType<typeof setTimeout> | undefined
  private next: Partial<ReturnType<RunStore['getState']>> = {}

  constructor(
    private readonly store: RunStore,
    private readonly mine: () => boolean,
  ) {
    // A stream that is followed again tells everything once more.
    const { trace, parts, byNode, asks, outputs } = nothingShown()
    if (mine()) store.setState({ trace, parts, byNode, asks, outputs, followed: true, problem: null })
  }

  take(event: WorkflowRunEvent): void {
    if (!this.mine()) return
    const { trace, asks } = { ...this.store.getState(), ...this.next }
    switch (event.type) {
      case 'started':
        this.next = {
          ...this.next,
          run: event.run,
          status: event.run.status,
          going: isOpen(event.run.status),
        }
        break
      case 'nodes': {
        trace.put(event.nodes)
        // A question is over when its node went on.
        const answered = new Set(event.nodes.flatMap(({ id, status }) => (status === 'paused' ? [] : id)))
        if (asks.some(({ nodeRunId }) => answered.has(nodeRunId)))
          this.next = { ...this.next, asks: asks.filter(({ nodeRunId }) => !answered.has(nodeRunId)) }
        break
      }
      case 'text':
        trace.say(event.nodeRunId, event.text)
        break
      case 'asks':
        this.next = {
          ...this.next,
          asks: [...asks.filter(({ nodeRunId }) => nodeRunId !== event.nodeRunId), event],
        }
        break
      case 'status':
        this.next = { ...this.next, status: event.status }
        break
      case 'finished': {
        const { run, outputs } = event
        this.next = { ...this.next, run, status: run.status, outputs, going: false, asks: [] }
        this.show()
        return
      }
    }
    this.timer ??= setTimeout(() => this.show(), frameMs)
  }

  show(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (!this.mine()) return
    const { trace, byNode, parts } = this.store.getState()
    const news = trace.take()
    this.store.setState({
      ...this.next,
      parts: parts + 1,
      ...(news.size > 0 ? { byNode: new Map([...byNode, ...news]) } : {}),
    })
    this.next = {}
  }
}
