import { describe, expect, it } from 'vitest'
import { failureOf, waitSeconds } from './failures'

const now = Date.parse('2026-11-18T12:00:00Z')

describe('waitSeconds', () => {
  it.each<[Record<string, string>, number | null]>([
    [{ 'retry-after': '20' }, 20],
    [{ 'retry-after': '0.4' }, 1],
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 2],
    [{ 'retry-after': 'Wed, 18 Nov 2026 12:01:30 GMT' }, 90],
    [{ 'retry-after': 'Wed, 18 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '99999999' }, 86_400],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j is %s', (headers, expected) => {
    expect(waitSeconds(headers, now)).toBe(expected)
  })
})

describe('failureOf', () => {
  const around = { label: 'OpenAI', model: 'm', hadText: false }

  it('keeps keys out of what a provider says, and long texts short', () => {
    const error = { error: { message: `bad key sk-live-0123456789abcdef ${'x'.repeat(2_000)}` } }
    const { failure } = failureOf(error, around)
    expect(failure?.sentence).not.toContain('0123456789abcdef')
    expect(failure?.sentence.length).toBeLessThan(400)
  })

  it('finds a cause that was wrapped, and does not follow a circle of causes for ever', () => {
    const circle = new Error('outer')
    circle.cause = circle
    expect(failureOf(circle, around).status).toBe('failed')
  })
})
