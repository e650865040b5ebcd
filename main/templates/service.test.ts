import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderLimits, TemplateService } from './service'
import { hostileTemplates } from './testing'

const service = new TemplateService()
beforeAll(() => service.warm())
afterAll(() => service.close())

const user = (text: string) => ({ messages: [{ id: 'm', role: 'user' as const, text }] })
const values = {
  x: 'text',
  long: 'a'.repeat(100_000),
  list: Array.from({ length: 1_000 }, (_, index) => index),
}

describe('hostile templates (F4)', () => {
  it.each(Object.entries(hostileTemplates()))(
    '%s: no code runs, no file is read, and it ends',
    async (_, text) => {
      const began = performance.now()
      const rendered = await service.render(user(text), values, { self: '{% render "self" %}', tone: 'calm' })
      const took = performance.now() - began
      const output = rendered.messages.map((message) => message.text).join('')
      // 1337 is what the probes compute where they run; the rest stands in files they try to read.
      expect(output).not.toMatch(/1337|root:|"promptstudio"|liquidjs|uid=/)
      expect(output.length).toBeLessThan(8_000_000)
      // Far above the limit, so that a busy machine does not fail it; without the limit some never end.
      expect(took).toBeLessThan(renderLimits.limitMs * 10)
      expect(rendered.messages.length === 1 || rendered.issues.length > 0).toBe(true)
    },
  )

  it('ends a thread that passes the time limit, and goes on with the next', async () => {
    const slow = user('{% for i in (1..90000) %}{% for j in (1..90000) %}{% endfor %}{% endfor %}')
    const [first, second] = await Promise.all([
      service.render(slow, {}, {}),
      service.render(user('{{ v }}'), { v: 1 }, {}),
    ])
    expect(first.issues).toMatchObject([{ code: 'limit' }])
    expect(second.messages[0]?.text).toBe('1')
    expect((await service.render(user('still here'), {}, {})).messages[0]?.text).toBe('still here')
  })
})

describe('TemplateService', () => {
  it('parses off the main thread, with places', async () => {
    const parsed = await service.parse(user('Hi {{ name }} {% render "tone" %}\n{{ open'))
    expect(parsed.issues).toMatchObject([{ code: 'syntax', messageIndex: 0, line: 2, column: 1 }])
    const whole = await service.parse(user('Hi {{ name }} {% render "tone" %}'))
    expect([whole.contexts, whole.variables[0]?.places[0]]).toEqual([
      ['tone'],
      { line: 1, column: 7, from: 6, to: 10, filters: [], tag: null },
    ])
  })

  it('counts as OpenAI does, and says where that is an estimate', async () => {
    // tiktoken, o200k_base: "hello world" is 2 tokens, "<|endoftext|>" as plain text is 7.
    expect(await service.countTokens(['hello world'], 'openai', 'gpt-4o')).toEqual({ tokens: 8, exact: true })
    expect(await service.countTokens(['<|endoftext|>'], 'openai', 'gpt-5')).toEqual({
      tokens: 13,
      exact: true,
    })
    expect((await service.countTokens(['hello'], 'anthropic', 'claude-sonnet-4-5')).exact).toBe(false)
    expect((await service.countTokens(['hello'], 'openai', 'gpt-3.5-turbo')).exact).toBe(false)
  })

  it('answers many at once, each with its own', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => index)
    const rendered = await Promise.all(numbers.map((n) => service.render(user('{{ n }}'), { n }, {})))
    expect(rendered.map((each) => each.messages[0]?.text)).toEqual(numbers.map(String))
  })

  it('refuses after close instead of waiting for ever', async () => {
    const short = new TemplateService()
    await short.close()
    await expect(short.render(user('{% for x in (1..2) %}x{% endfor %}'), {}, {})).rejects.toMatchObject({
      code: 'closed',
    })
  })
})
