import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityDocument } from '../../contract/template'
import { renderDocument } from '../template/render'
import { checkSchema } from '../values/schema'
import type { SimulatedModel } from './quality'
import { type SimulatorRequest, simulate } from './simulate'
import { words } from './text'

const starter: { items: { slug: string; document: unknown }[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/starter/library.json'), 'utf8'),
)
const documents = starter.items.map(({ slug, document }) => [slug, entityDocument.parse(document)] as const)
const contexts = Object.fromEntries(
  documents.flatMap(([slug, document]) => (document.kind === 'context' ? [[slug, document.text]] : [])),
)

/** The answer to a template of the starter library with its own default values. */
function ask(slug: string, model: SimulatedModel, seed: number): { text: string; schema: unknown } {
  const document = documents.find(([name]) => name === slug)?.[1]
  if (document?.kind !== 'template') throw new Error(`no template ${slug}`)
  const { messages, issues } = renderDocument(document, {}, contexts)
  expect(issues).toEqual([])
  return {
    text: said({ model, seed, messages, outputSchema: document.outputSchema }),
    schema: document.outputSchema,
  }
}
const said = (request: SimulatorRequest): string =>
  simulate(request)
    .pieces.map((piece) => piece.text)
    .join('')
const user = (text: string, model: SimulatedModel = 'sim-large'): SimulatorRequest => ({
  model,
  seed: 1,
  messages: [{ role: 'user', text }],
})

/** What a reviewer of the starter templates would ask for, each a yes or no. */
const wishes: Record<string, (text: string, schema: unknown) => boolean> = {
  'declined-claim': (text) =>
    /^Dear Astrid Solheim,/.test(text) &&
    ['FJ-2026-118204', 'NOK 18,400', '3 times', 'Fjord Insurance'].every((value) => text.includes(value)) &&
    !/finds you well|strive|hesitate/.test(text) &&
    words(text).length <= 160,
  'first-answer': (text) =>
    /^Dear Jonas Berg,/.test(text) &&
    text.includes('2026-12-05') &&
    !/finds you well|strive|hesitate/.test(text),
  summary: (text) => {
    const lines = text.split('\n')
    return lines.length === 5 && lines.every((line) => line.startsWith('- ') && words(line).length <= 21)
  },
  'extract-facts': (text, schema) =>
    checkSchema(schema, JSON.parse(text)).length === 0 &&
    text.includes('46000') &&
    text.includes('Ingrid Moen'),
  triage: (text) => /^queue: (complaint|damage report)\nmood: (angry|worried)$/.test(text),
}

describe('the simulator', () => {
  it('has a known difference in quality on the starter library', () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed)
    for (const [slug, fulfilled] of Object.entries(wishes)) {
      const share = (model: SimulatedModel) =>
        seeds.filter((seed) => {
          const { text, schema } = ask(slug, model, seed)
          return fulfilled(text, schema)
        }).length / seeds.length
      const [small, large] = [share('sim-small'), share('sim-large')]
      expect(large, `${slug}, sim-large`).toBeGreaterThanOrEqual(0.9)
      expect(large - small, `${slug}, difference`).toBeGreaterThan(0.15)
      expect(small, `${slug}, sim-small`).toBeGreaterThan(0.1)
    }
  })

  it('answers the same to the same, and differently to another seed or model', () => {
    const request = (seed: number, model: SimulatedModel = 'sim-small') =>
      simulate({ ...user('How do I renew a passport?', model), seed })
    expect(request(1)).toEqual(request(1))
    const answers = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(request(seed).pieces)))
    expect(answers.size).toBeGreaterThan(10)
    expect(request(1)).not.toEqual(request(1, 'sim-large'))
  })

  it('never quotes the prompt back whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 30, maxLength: 300 }), fc.nat(50), (text, seed) => {
        const answer = said({ ...user(text), seed })
        expect(answer.trim()).not.toBe(text.trim())
        expect(answer.length).toBeGreaterThan(0)
      }),
    )
  })

  const leaf = fc.oneof(
    fc.record({ type: fc.constantFrom('string', 'boolean') }),
    fc.record({
      type: fc.constant('integer'),
      minimum: fc.nat(20),
      maximum: fc.integer({ min: 20, max: 40 }),
    }),
    fc.record({ type: fc.constant('number'), minimum: fc.double({ min: 0, max: 5, noNaN: true }) }),
    fc.record({
      type: fc.constant('string'),
      minLength: fc.nat(9),
      maxLength: fc.integer({ min: 9, max: 30 }),
    }),
    fc.record({ enum: fc.array(fc.constantFrom('red', 'green', 'blue'), { minLength: 1, maxLength: 3 }) }),
    fc.constant({ type: ['string', 'null'] }),
  )
  const names = fc.constantFrom('name', 'amount', 'claim_id', 'date', 'count', 'colour', 'wish', 'x')
  const schema = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('object')),
    list: fc.record({
      type: fc.constant('array'),
      items: tie('any'),
      minItems: fc.nat(3),
      maxItems: fc.integer({ min: 3, max: 5 }),
    }),
    object: fc.dictionary(names, tie('any'), { minKeys: 1, maxKeys: 4 }).map((properties) => ({
      type: 'object',
      properties,
      required: Object.keys(properties).slice(0, 2),
      additionalProperties: false,
    })),
  })).object

  it('gives JSON that is valid for any output schema, from either model', () => {
    const text = 'Ana Lund wrote on 2026-11-18: claim FJ-2020-1 is about $45.50. I would like an answer.'
    fc.assert(
      fc.property(
        schema,
        fc.nat(30),
        fc.constantFrom<SimulatedModel>('sim-small', 'sim-large'),
        (outputSchema, seed, model) => {
          const answer = said({ ...user(text, model), seed, outputSchema })
          expect(checkSchema(outputSchema, JSON.parse(answer))).toEqual([])
        },
      ),
    )
  })

  it('calls a tool that fits with valid arguments, and goes on in words after its result', () => {
    const parameters = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } }
    const tools = [
      { name: 'send_letter', description: 'Sends a letter by post', parameters },
      { name: 'get_weather', description: 'Weather of a city today', parameters },
    ]
    const asked = user('What is the weather in Oslo today?')
    expect(simulate({ ...asked, tools })).toMatchObject({
      finish: 'tool_calls',
      toolCall: { name: 'get_weather', input: { city: 'Oslo' } },
    })
    expect(simulate({ ...user('Write a poem about rain.'), tools }).toolCall).toBeNull()
    const after = [...asked.messages, { role: 'assistant', text: 'It rains.' }]
    expect(simulate({ ...asked, messages: after, tools }).toolCall).toBeNull()
  })

  it('keeps to stop sequences and to the limit of tokens', () => {
    const request = user(
      'Summarise the text as a list of 3 points.\n\nText:\nOne is red. Two is blue. Three is green. Four is grey.',
    )
    expect(said({ ...request, stop: ['\n'] })).toMatch(/^- [^\n]*$/)
    const cut = simulate({ ...request, maxTokens: 5 })
    expect([cut.finish, cut.outputTokens <= 5, cut.pieces.length > 0]).toEqual(['length', true, true])
  })

  it('reads a megabyte no slower than a page', () => {
    const began = performance.now()
    for (const text of [
      'x '.repeat(500_000),
      '1'.repeat(1_000_000),
      'a, b and '.repeat(100_000),
      '$1,'.repeat(300_000),
      'Aa '.repeat(300_000),
    ]) {
      said({ ...user(`${text} as JSON with name, amount and city?`) })
    }
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
