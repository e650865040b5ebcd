import { expect, it } from 'vitest'
import type { Surroundings } from '../../../../contract/writing'
import { readAll } from './work'

const text = (body: string) => ({
  kind: 'template' as const,
  form: 'text' as const,
  messages: [{ id: 'user', role: 'user' as const, text: body }],
  variables: [],
  settings: {},
  tools: [],
  stop: [],
  examples: [],
})

const around = (asked: string[], contexts: Surroundings['contexts'] = []): Surroundings => ({
  base: null,
  baseProblem: null,
  asked,
  contexts,
  definitions: [],
})

const read = (known: Surroundings | null) =>
  readAll({
    document: text('{% render "house-style" %} Hello'),
    around: known,
    values: {},
    now: '2026-01-01T00:00:00Z',
    timeZone: 'UTC',
  })

it.each([
  ['nothing was asked yet', null],
  ['the answer is to the text of before', around([])],
])('a context is not called missing while %s', (_, known) => {
  const { reading, renderIssues, preview } = read(known)
  expect([reading.issues, renderIssues, preview]).toEqual([[], [], []])
  expect(reading.contexts).toEqual(['house-style'])
})

it('a context that was looked for and is not there is called missing', () => {
  expect(read(around(['house-style'])).reading.issues.map(({ message }) => message)).toEqual([
    'There is no context "house-style" here. Check its name, or create it.',
  ])
})

it('one that is there is rendered', () => {
  const document = { kind: 'context' as const, text: 'Short sentences.', variables: [], examples: [] }
  const known = around(['house-style'], [{ id: 'x', slug: 'house-style', title: 'House style', document }])
  expect(read(known).preview.map((message) => message.text)).toEqual(['Short sentences. Hello'])
})
