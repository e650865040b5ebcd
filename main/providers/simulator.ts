import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { isSimulated } from '../../core/simulator/quality'
import { type SimulatedAnswer, simulate } from '../../core/simulator/simulate'
import { CallError, type Ended, ended } from './failures'
import type { MessagePart, ModelCall, Provider, RawEvent } from './provider'

/** A template's `settings.simulator`: makes every ending of a run reachable without a provider. */
const simulatorSettings = z.object({
  /** How the run shall end; `slow` succeeds after ten times the usual time. */
  outcome: z
    .enum(['success', 'slow', 'failed', 'timeout', 'rate_limited', 'unauthorized', 'partial_success'])
    .default('success'),
  /** 1 is believable, 0 answers at once. */
  latency: z.number().min(0).max(100).default(1),
})

export const simulator: Provider = {
  kind: 'simulator',
  label: 'The simulator',
  key: 'none',
  address: null,
  async *stream(call) {
    const { outcome, latency } = simulatorSettings.parse(call.settings.simulator ?? {})
    const answer = ask(call)
    const speed = latency * (outcome === 'slow' ? 10 : 1)
    const failure = failures[outcome]
    if (failure && outcome !== 'partial_success') {
      await wait(answer.pieces[0]?.afterMs ?? 50, speed, call.signal)
      throw new CallError(failure)
    }
    yield* say(answer, speed, call, failure ? Math.ceil(answer.pieces.length / 2) : answer.pieces.length)
    if (failure) throw new CallError(failure)
    yield { type: 'finish', reason: answer.finish }
  },
}

function ask(call: ModelCall): SimulatedAnswer {
  if (!isSimulated(call.model)) {
    const sentence = `The simulator has no model ${call.model}.`
    throw new CallError(ended('failed', 'not_found', sentence, 'Choose sim-small or sim-large.'))
  }
  return simulate({
    model: call.model,
    seed: call.settings.seed ?? 0,
    messages: call.messages.map(({ role, parts, results = [] }) => ({
      role,
      text: [...parts.map(said), ...results.map(({ value }) => told(value))].join('\n'),
    })),
    outputSchema: call.outputSchema,
    tools: call.tools ?? [],
    maxTokens: call.settings.maxTokens ?? null,
    stop: call.stop ?? [],
  })
}

/** The simulator sees no picture; that there is one, and its name, it can speak of. */
const said = (part: MessagePart): string => (part.type === 'text' ? part.text : `(${part.name})`)

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

async function* say(
  answer: SimulatedAnswer,
  speed: number,
  call: ModelCall,
  count: number,
): AsyncGenerator<RawEvent> {
  const share = answer.pieces.length === 0 ? 1 : count / answer.pieces.length
  yield {
    type: 'usage',
    usage: {
      inputTokens: answer.inputTokens,
      outputTokens: Math.round(answer.outputTokens * share),
      cachedTokens: answer.cachedTokens,
      cacheWriteTokens: null,
      reasoningTokens: 0,
    },
  }
  for (const piece of answer.pieces.slice(0, count)) {
    await wait(piece.afterMs, speed, call.signal)
    yield { type: 'text', text: piece.text }
  }
  if (answer.toolCall) {
    await wait(300, speed, call.signal)
    const { id, name, input } = answer.toolCall
    yield { type: 'tool_call', call: { id, name, arguments: input } }
  }
}

async function wait(ms: number, speed: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (ms * speed >= 1) await pause(ms * speed, undefined, signal ? { signal } : {})
}

const failures: Readonly<Record<z.infer<typeof simulatorSettings>['outcome'], Ended | null>> = {
  success: null,
  slow: null,
  failed: ended(
    'failed',
    'provider_error',
    'The simulator reported a failure, as it was told to.',
    'Change the outcome in the settings.',
  ),
  timeout: ended(
    'timeout',
    'timeout',
    'The simulator took too long, as it was told to.',
    'Change the outcome in the settings.',
  ),
  rate_limited: ended(
    'rate_limited',
    'rate_limited',
    'The simulator asks to wait 20 s.',
    'Run it again after that.',
    20,
  ),
  unauthorized: ended(
    'unauthorized',
    'unauthorized',
    'The simulator did not accept the key, as it was told to.',
    'Change the outcome in the settings.',
  ),
  partial_success: ended(
    'partial_success',
    'closed',
    'The simulator broke off in the middle of its answer.',
    'Run it again for the rest.',
  ),
}
