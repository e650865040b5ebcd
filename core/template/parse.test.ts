import { describe, expect, it } from 'vitest'
import { parseTemplate } from './parse'

const chat = (...texts: string[]) => ({
  messages: texts.map((text, index) => ({ id: `m${index}`, role: 'user' as const, text })),
})
const issue = (text: string) => parseTemplate(chat('fine', text)).issues[0]

describe('parseTemplate', () => {
  it('names message, line and column of what cannot be read, and goes on with the other messages', () => {
    const parsed = parseTemplate(chat('a\n  {{ x', 'Hi {{ name }}', '{% if a %}'))
    expect(parsed.issues).toMatchObject([
      { code: 'syntax', messageIndex: 0, line: 2, column: 3 },
      {
        code: 'syntax',
        messageIndex: 2,
        line: 1,
        column: 1,
        message: '{% if %} is never closed. Add {% endif %}.',
      },
    ])
    expect(parsed.variables.map((found) => found.name)).toEqual(['name'])
  })

  it.each([
    ['{{ x | shout }}', 'There is no filter "shout". Check its spelling.'],
    ['{% foo %}', 'There is no tag "foo". Text in braces can be kept with {% raw %}.'],
    ['{% endif %}', '{% endif %} closes nothing. Remove it, or open {% if %} before it.'],
    ['{{ }}', 'Nothing stands between the braces. Write the name of a variable.'],
    [
      '{% if a = b %}x{% endif %}',
      'This cannot be read. A filter begins with "|", a comparison is written "==".',
    ],
  ])('%s: %s', (text, message) => {
    expect(issue(text)?.message).toBe(message)
  })

  it.each([
    ['{% include "tone" %}', '{% render "slug" %}'],
    ['{% layout "base" %}', 'base template'],
  ])('refuses %s and names the right way', (text, remedy) => {
    expect(issue(text)).toMatchObject({ code: 'refused', messageIndex: 1, line: 1, column: 1 })
    expect(issue(text)?.message).toContain(remedy)
  })

  it('reads what stands in a block as a part of the text around it', () => {
    const parsed = parseTemplate(chat('{% block style %}Be {{ tone }}.{% render "facts" %}{% endblock %}'))
    expect(parsed.issues).toEqual([])
    expect(parsed.variables.map(({ name }) => name)).toEqual(['tone'])
    expect(parsed.contexts).toEqual(['facts'])
  })

  it('finds contexts wherever they are rendered, and refuses names that are made at run time', () => {
    const parsed = parseTemplate(
      chat(
        '{% if a %}{% for b in c %}{% render "tone", mood: b %}{% endfor %}{% endif %}{% render "facts" %}',
      ),
    )
    expect(parsed.contexts).toEqual(['tone', 'facts'])
    expect(parsed.messages[0]?.contexts[0]).toMatchObject({
      slug: 'tone',
      given: ['mood'],
      line: 1,
      column: 27,
    })
    expect(issue('{% render which %}')).toMatchObject({ code: 'dynamic_context' })
    expect(issue('{% render "a-{{ b }}" %}')).toMatchObject({ code: 'dynamic_context' })
  })

  it('finds variables with places that cut the name out of the text, filters and tags', () => {
    const text =
      'Dear {{ customer.name | upcase | default: "you" }},\n{% for item in items %}{{ item }}{% endfor %}'
    const [customer, items] = parseTemplate(chat(text)).variables
    const place = customer?.places[0]
    expect(customer).toMatchObject({ name: 'customer', paths: ['customer.name'], guess: 'json' })
    expect(place).toMatchObject({ line: 1, column: 9, filters: ['upcase', 'default'], tag: null })
    expect(text.slice(place?.from, place?.to)).toBe('customer.name')
    expect(items).toMatchObject({ name: 'items', guess: 'list' })
    expect(items?.places[0]).toMatchObject({ line: 2, tag: 'for' })
  })

  it('asks for no value where every use copes without one', () => {
    const found = parseTemplate(
      chat('{{ a | default: "x" }}{% if b %}1{% elsif c == 2 %}2{% endif %}{{ d }}'),
    )
    expect(found.variables.map(({ name, needed }) => [name, needed])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['d', true],
    ])
  })

  it('does not report what the text itself assigns', () => {
    expect(
      parseTemplate(chat('{% assign x = y %}{{ x }}{% capture z %}{% endcapture %}{{ z }}')).variables,
    ).toMatchObject([{ name: 'y' }])
  })

  it('answers a text nested without end with an issue', () => {
    const deep = `${'{% if a %}'.repeat(20_000)}x${'{% endif %}'.repeat(20_000)}`
    expect(issue(deep)).toMatchObject({ code: 'limit' })
  })
})
