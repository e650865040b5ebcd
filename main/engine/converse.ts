import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { ConnectionLimits } from '../../contract/provider'
import type { RunStep, ToolCall } from '../../contract/run'
import type { ModelConnection } from '../providers/connection'
import type { CallEnd, ModelCall, ModelMessage, ToolResult } from '../providers/provider'
import type { Gate } from './gate'
import type { LiveRun } from './live-run'
import { errorOf } from './outcome'
import type { Conversed, Prepared } from './prepared'
import { waitBeforeRetry } from './retry'

/** A model that calls tools again and again is ended. */
const mostRounds = 12

interface Way {
  readonly connection: ModelConnection
  readonly gate: Gate
  readonly limits: ConnectionLimits
}

/**
 * Asks the model, tries again where that may help, answers its tools and asks on, until it has said its last word.
 * Never throws for what a provider does: how it ended is in the result.
 */
export async function converse(
  run: LiveRun,
  prepared: Prepared,
  way: Way,
  call: ModelCall,
): Promise<Conversed> {
  const ends: CallEnd[] = []
  const steps = new Steps(run, prepared.model)
  let messages = call.messages
  for (let round = 1; ; round += 1) {
    const calledBefore = run.toolCalls.length
    if (run.text !== '' && round > 1) run.addText('\n\n')
    const saidFrom = run.text.length
    const end = await attempt(run, way, { ...call, messages }, steps, ends)
    const calls = run.toolCalls.slice(calledBefore)
    const last: Conversed = { end, ends, said: run.text.slice(saidFrom) }
    if (end.status !== 'success' || calls.length === 0 || round === mostRounds) return last
    const results = await answers(run, prepared, calls, steps)
    if (results === 'stopped') return { ...last, end: stoppedWaiting(end) }
    if (results === null) return last
    const text = [{ type: 'text' as const, text: run.text.slice(saidFrom) }]
    messages = [
      ...messages,
      { role: 'assistant', parts: text, calls },
      { role: 'tool', parts: [], results },
    ] satisfies ModelMessage[]
  }
}

/** One question, tried as often as its limits allow. */
async function attempt(
  run: LiveRun,
  { connection, gate, limits }: Way,
  call: ModelCall,
  steps: Steps,
  ends: CallEnd[],
): Promise<CallEnd> {
  for (let number = 1, waitedMs: number | null = null; ; number += 1) {
    const step = steps.begin('model_call', { waitedMs })
    const end = await once(run, connection, gate, limits, call)
    ends.push(end)
    steps.end(step, {
      status: end.status,
      error: errorOf(end.failure),
      durationMs: Math.round(end.durationMs),
      inputTokens: end.usage.inputTokens,
      outputTokens: end.usage.outputTokens,
    })
    waitedMs = waitBeforeRetry(end, { attempt: number, retries: limits.retries, random: Math.random() })
    if (waitedMs === null || run.signal.aborted) return end
    steps.show()
    run.setStatus('queued')
    await pause(waitedMs, undefined, { signal: run.signal }).catch(() => undefined)
    if (run.signal.aborted) return end
  }
}

async function once(
  run: LiveRun,
  connection: ModelConnection,
  gate: Gate,
  limits: ConnectionLimits,
  call: ModelCall,
): Promise<CallEnd> {
  if (!gate.isFree) run.setStatus('queued')
  // Stopped while it waited: the call below says so at once and sends nothing.
  const leave = await gate.enter(run.signal).catch(() => () => undefined)
  run.setStatus('running')
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(limits.timeout * 1000)])
  try {
    for await (const event of connection.stream({ ...call, signal })) {
      if (event.type === 'text') run.addText(event.text)
      else if (event.type === 'reasoning') run.addReasoning(event.text)
      else if (event.type === 'tool_call') run.addToolCall(event.call)
      else return event.end
    }
  } finally {
    leave()
  }
  throw new Error('The provider ended without saying how.')
}

/** Null where nobody answers one of them: the run ends with its calls, as its caller asked for. */
async function answers(
  run: LiveRun,
  { toolAnswers, asksTools }: Prepared,
  calls: readonly ToolCall[],
  steps: Steps,
): Promise<ToolResult[] | 'stopped' | null> {
  const canned = (call: ToolCall) => Object.hasOwn(toolAnswers, call.name)
  if (!asksTools && !calls.every(canned)) return null
  const results: ToolResult[] = []
  for (const call of calls) {
    const step = steps.begin('tool', { name: call.name, callId: call.id, input: call.arguments })
    steps.show()
    const began = performance.now()
    try {
      if (!canned(call)) run.setStatus('paused')
      const value = canned(call) ? toolAnswers[call.name] : await run.askFor(call.id)
      results.push({ callId: call.id, name: call.name, value })
      steps.end(step, { status: 'success', output: value, durationMs: Math.round(performance.now() - began) })
    } catch {
      steps.end(step, { status: 'cancelled', durationMs: Math.round(performance.now() - began) })
      return 'stopped'
    }
  }
  run.setStatus('running')
  return results
}

const stoppedWaiting = (end: CallEnd): CallEnd => ({
  ...end,
  status: 'cancelled',
  failure: {
    code: 'cancelled',
    sentence: 'The run was stopped while it waited for the answer of a tool.',
    remedy: 'What came before is kept.',
    waitSeconds: null,
  },
})

/** A run of a single call shows no steps; from the second thing on it shows all of them. */
class Steps {
  private first: RunStep | null = null
  private shown = false

  constructor(
    private readonly run: LiveRun,
    private readonly model: string,
  ) {}

  begin(kind: RunStep['kind'], about: Partial<RunStep>): RunStep {
    const step: RunStep = {
      id: uuidv7(),
      kind,
      name: this.model,
      status: 'running',
      error: null,
      startedAt: new Date().toISOString(),
      durationMs: null,
      inputTokens: null,
      outputTokens: null,
      callId: null,
      input: null,
      output: null,
      waitedMs: null,
      ...about,
    }
    this.put(step)
    return step
  }

  end(step: RunStep, how: Partial<RunStep>): void {
    this.put({ ...step, ...how })
  }

  show(): void {
    if (this.shown) return
    this.shown = true
    if (this.first) this.run.putStep(this.first)
  }

  private put(step: RunStep): void {
    if (this.shown) this.run.putStep(step)
    else if (!this.first || this.first.id === step.id) this.first = step
    else {
      this.show()
      this.run.putStep(step)
    }
  }
}
