import { describe, expect, it } from 'vitest'
import { contextDocument, templateDocument } from '../../contract/template'
import { nothingAround, readText } from './lint'

const template = (text: string, more = {}) =>
  templateDocument.parse({
    kind: 'template',
    form: 'chat',
    messages: [
      { id: 'a', role: 'system', text: 'fine' },
      { id: 'b', role: 'user', text },
    ],
    ...more,
  })
const declared = (...names: string[]) => ({ variables: names.map((name) => ({ name })) })
const none = { ...nothingAround, contexts: {} }

describe('reading a text', () => {
  it.each([
    ['{{ x', 'syntax', 1, 1],
    ['one\n  {% if x %}', 'syntax', 2, 3],
    ['{% render "gone" %}', 'unknown_context', 1, 1],
    ['{% include "x" %}', 'refused', 1, 1],
  ])('names message, line and column of %j', (text, code, line, column) => {
    const [issue] = readText(template(text, declared('x')), none).issues
    expect(issue).toMatchObject({ code, messageIndex: 1, line, column })
  })

  it('finds contexts that include each other, and says where', () => {
    const contexts = { a: '{% render "b" %}', b: '{% render "a" %}' }
    const { issues } = readText(template('{% render "a" %}'), { ...none, contexts })
    expect(issues).toMatchObject([{ code: 'circular_context', context: 'b' }])
    expect(issues[0]?.message).toContain('a → b → a')
  })

  it('warns of what is used without a declaration, declared without a use, and braces that close nothing', () => {
    const { issues, warnings } = readText(template('Hi {{ nmae }},\nand so on }}', declared('name')), none)
    expect(issues).toEqual([])
    expect(warnings).toMatchObject([
      { code: 'stray', messageIndex: 1, line: 2, column: 11 },
      { code: 'undeclared', variable: 'nmae', messageIndex: 1, line: 1, column: 7 },
      { code: 'unused', variable: 'name' },
    ])
  })

  it('takes no brace for a stray one that stands in raw text, in JSON or in a tag', () => {
    const text = '{% raw %}}}{% endraw %} {"a": {"b": 1}} {{ x }}'
    const { warnings } = readText(template(text.replace('1}}', '1} }'), declared('x')), none)
    expect(warnings).toEqual([])
  })

  it('calls nothing unused that a context or the base asks for, nor anything while a text cannot be read', () => {
    const contexts = { tone: 'Be {{ mood }}.' }
    const text = '{% render "tone" %}'
    expect(readText(template(text, declared('mood')), { ...none, contexts }).warnings).toEqual([])
    expect(readText(template('{{ a', declared('b')), none).warnings).toEqual([])
    const base = template('{{ topic }}', declared('topic'))
    const own = template('', declared('topic'))
    expect(readText(own, { ...none, base }).warnings).toEqual([])
  })

  it('reads what is written for a block of the base, and misses no base', () => {
    const link = { templateId: '00000000-0000-7000-8000-000000000000', follow: { by: 'latest' } }
    const own = template('', { base: { ...link, blocks: { tone: '{{ x' } } })
    const { issues } = readText(own, { ...none, base: template('{% block tone %}{% endblock %}') })
    expect(issues).toMatchObject([{ code: 'syntax' }])
    expect(issues[0]?.message).toContain('Block "tone", line 1:')
    const gone = readText(own, { ...none, baseProblem: 'It is gone. Choose another.' })
    expect(gone.issues[0]).toMatchObject({ code: 'base', message: 'It is gone. Choose another.' })
  })

  it('reads a context in the same way', () => {
    const document = contextDocument.parse({ kind: 'context', text: 'a\n{{ b', ...declared() })
    expect(readText(document, none).issues).toMatchObject([{ messageIndex: null, line: 2, column: 1 }])
  })
})
