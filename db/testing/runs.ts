import { uuidv7 } from 'uuidv7'
import type { BegunRun, FinishedRun } from '../record/batch'

export function begunRun(more: Partial<BegunRun> = {}): BegunRun {
  return {
    id: uuidv7(),
    kind: 'template',
    status: 'running',
    startedAt: new Date().toISOString(),
    entityId: null,
    versionId: null,
    versionNumber: null,
    connectionId: null,
    provider: 'simulator',
    model: 'sim-small',
    settings: { temperature: 0.2 },
    simulated: true,
    messages: [{ role: 'user', text: 'Hello Ada' }],
    values: {},
    ...more,
  }
}

export function finishedRun(id: string, more: Partial<FinishedRun> = {}): FinishedRun {
  return {
    id,
    status: 'success',
    error: null,
    durationMs: 812.5,
    firstTokenMs: 120,
    usage: {
      inputTokens: 12,
      outputTokens: 30,
      cachedTokens: null,
      reasoningTokens: null,
      cost: '0.0021',
      currency: 'USD',
      priceVersion: 'test',
      simulated: true,
    },
    answer: 'Hello',
    reasoning: null,
    toolCalls: [],
    ...more,
  }
}
