import { describe, expect, it } from 'vitest'
import type { TemplateDocument } from '../../../contract/template'
import { nothingAround, readText } from '../../../core/template/lint'
import { sameDocument } from '../../data/draft/store'
import { askedFor, type Writing, withVariablesOf } from './document'

const readDocument = (document: Writing) => readText(document, nothingAround)

const template = (text: string, variables: TemplateDocument['variables'] = []): TemplateDocument => ({
  kind: 'template',
  form: 'chat',
  messages: [{ id: 'a', role: 'user', text }],
  variables,
  settings: {},
  tools: [],
  stop: [],
  examples: [],
})

const declared = (name: string, more: Partial<TemplateDocument['variables'][number]> = {}) => ({
  name,
  type: 'text' as const,
  required: true,
  description: '',
  rules: {},
  ...more,
})

const names = (document: { variables: readonly { name: string }[] }) =>
  document.variables.map(({ name }) => name)

describe('the variables of a text', () => {
  it('joins new names with a guessed type and drops names that left the text', () => {
    const document = template('{{ amount | plus: 1 }}', [declared('gone')])
    const synced = withVariablesOf(document, readDocument(document))
    expect(synced.variables).toMatchObject([{ name: 'amount', type: 'number' }])
  })

  it('keeps a name that left the text while somebody wrote something about it', () => {
    const document = template('', [
      declared('ruled', { rules: { maxLength: 3 } }),
      declared('told', { description: 'why' }),
    ])
    expect(names(withVariablesOf(document, readDocument(document)))).toEqual(['ruled', 'told'])
  })

  it('drops nothing while the text cannot be read, so that the form does not jump under the typing hand', () => {
    const document = template('{{ a }} {{ b', [declared('a'), declared('b')])
    expect(names(withVariablesOf(document, readDocument(document)))).toEqual(['a', 'b'])
  })

  it('never touches what was declared about a name that stays', () => {
    const document = template('{{ language }}', [
      declared('language', { type: 'choice', rules: { choices: ['nb'] } }),
    ])
    expect(sameDocument(withVariablesOf(document, readDocument(document)), document)).toBe(true)
  })

  it('asks also for what the text uses without a declaration', () => {
    const document = template('{{ a }}{{ b }}', [declared('a')])
    expect(askedFor(document, readDocument(document)).map(({ name }) => name)).toEqual(['a', 'b'])
  })

  it('leaves names to the base that it declares, until somebody overrides one', () => {
    const document = template('{{ a }}{{ b }}', [declared('b', { required: false })])
    expect(names(withVariablesOf(document, readDocument(document), new Set(['a', 'b'])))).toEqual(['b'])
  })

  it('calls documents equal that the host would hash alike', () => {
    const one = template('x')
    const { kind, ...rest } = one
    expect(sameDocument(one, { ...rest, kind, outputSchema: undefined })).toBe(true)
    expect(sameDocument(one, template('y'))).toBe(false)
  })
})
