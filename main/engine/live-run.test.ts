import { describe, expect, it } from 'vitest'
import type { RunEvent, RunSummary } from '../../contract/run'
import { LiveRun } from './live-run'

const summary: RunSummary = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'template',
  groupId: '01900000-0000-7000-8000-000000000001',
  conversationId: null,
  changedSettings: [],
  rating: null,
  entityId: null,
  entityTitle: null,
  versionId: null,
  versionNumber: null,
  provider: 'simulator',
  model: 'sim-small',
  status: 'running',
  error: null,
  startedAt: '2026-11-21T09:00:00Z',
  durationMs: null,
  firstTokenMs: null,
  usage: {
    inputTokens: null,
    outputTokens: null,
    cachedTokens: null,
    reasoningTokens: null,
    cost: null,
    currency: 'USD',
    priceVersion: null,
    simulated: true,
  },
}

function newRun(): LiveRun {
  return new LiveRun('w', summary, [], new AbortController())
}

async function read(run: LiveRun, signal?: AbortSignal): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of run.follow(signal)) events.push(event)
  return events
}

const said = (events: RunEvent[]) =>
  events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('')

describe('a live run', () => {
  it('gives two followers, one early and one late, the same text in order', async () => {
    const run = newRun()
    const early = read(run)
    run.addText('Dear ')
    await Promise.resolve()
    run.addText('Astrid')
    const late = read(run)
    await new Promise((resolve) => setTimeout(resolve, 1))
    run.addText(',')
    run.finish({ ...summary, status: 'success' })
    for (const events of await Promise.all([early, late])) {
      expect(said(events)).toBe('Dear Astrid,')
      expect(events[0]?.type).toBe('started')
      expect(events.at(-1)).toMatchObject({ type: 'finished', run: { status: 'success' } })
    }
  })

  it('gives a follower that comes after the end everything at once', async () => {
    const run = newRun()
    run.addReasoning('hm')
    run.addText('all of it')
    run.addToolCall({ id: '1', name: 'look_up', arguments: {} })
    run.finish({ ...summary, status: 'success' })
    expect((await read(run)).map((event) => event.type)).toEqual([
      'started',
      'reasoning',
      'text',
      'tool_call',
      'finished',
    ])
  })

  it('lets a follower go without stopping the run', async () => {
    const run = newRun()
    const leaving = new AbortController()
    const events = read(run, leaving.signal)
    leaving.abort()
    expect((await events).map((event) => event.type)).toEqual(['started'])
    expect(run.signal.aborted).toBe(false)
  })
})
