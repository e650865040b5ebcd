import { uuidv7 } from 'uuidv7'
import type { RunEvent, RunStart, RunStep } from '../../../contract/run'
import type { TemplateDocument } from '../../../contract/template'
import { problemOf } from '../../data/problem'
import type { StudioClient } from '../../data/studio'
import { nothing, type RunStore } from './run-store'

export interface Start extends Omit<RunStart, 'id' | 'document'> {
  readonly document: TemplateDocument | null
}

/** Starts a run and follows it. The id is made here, so that asking twice starts one run. */
export async function startRun(client: StudioClient, store: RunStore, start: Start): Promise<void> {
  const { document, values, ...rest } = start
  const id = uuidv7()
  store.setState({ ...nothing, runId: id, going: true, values, startedAt: new Date().toISOString() })
  try {
    await client.run.start({ ...rest, id, values: { ...values }, ...(document ? { document } : {}) })
  } catch (error) {
    if (store.getState().runId === id) store.setState({ going: false, problem: problemOf(error) })
    return
  }
  await followRun(client, store, id)
}

/** Shows a template's newest run again after a reload: streaming on where it still runs. */
export async function reattach(client: StudioClient, store: RunStore, entityId: string): Promise<void> {
  const { items } = await client.run.list({ entityId, limit: 1 })
  const [newest] = items
  if (!newest || store.getState().runId) return
  const detail = await client.run.get({ id: newest.id })
  if (store.getState().runId) return
  const going = newest.status === 'running' || newest.status === 'queued' || newest.status === 'paused'
  store.setState({
    ...nothing,
    runId: newest.id,
    going,
    run: detail,
    text: detail.answer ?? '',
    reasoning: detail.reasoning ?? '',
    steps: detail.steps,
    status: detail.status,
    values: detail.values,
    startedAt: newest.startedAt,
  })
  if (going) await followRun(client, store, newest.id)
}

const AGAIN_MS = 800

/** Follows a run to its end. A stream that breaks with the connection is followed again from the beginning. */
async function followRun(client: StudioClient, store: RunStore, id: string): Promise<void> {
  const mine = () => store.getState().runId === id
  while (mine()) {
    try {
      const events = await client.run.follow({ id })
      const draw = makeDrawing(store, mine)
      for await (const event of events) draw(event)
      if (mine()) store.setState({ going: false })
      return
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code !== 'CONNECTION_LOST') {
        if (mine()) store.setState({ going: false, problem })
        return
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

/** Tokens come faster than they can be drawn: what came within a frame is shown together. */
function makeDrawing(store: RunStore, mine: () => boolean): (event: RunEvent) => void {
  let text = ''
  let reasoning = ''
  const steps = new Map<string, RunStep>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    timer = undefined
    if (mine()) store.setState({ text, reasoning })
  }
  return (event) => {
    if (!mine()) return
    switch (event.type) {
      case 'text':
        text += event.text
        break
      case 'reasoning':
        reasoning += event.text
        break
      case 'started':
        store.setState({ run: event.run, status: event.run.status, going: true })
        return
      case 'status':
        store.setState({ status: event.status })
        return
      case 'step':
        steps.set(event.step.id, event.step)
        store.setState({ steps: [...steps.values()] })
        return
      case 'tool_call':
        return
      case 'finished':
        clearTimeout(timer)
        store.setState({ run: event.run, status: event.run.status, text, reasoning, going: false })
        return
    }
    timer ??= setTimeout(show, 30)
  }
}
