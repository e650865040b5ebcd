import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TemplateDocument, templateDocument } from '../../contract/template'
import { blocksOf, fillBlocks } from './blocks'
import { inherit, inheritAll } from './inherit'
import { renderDocument } from './render'

const template = (more: Record<string, unknown>): TemplateDocument =>
  templateDocument.parse({ kind: 'template', form: 'chat', messages: [], ...more })
const follows = (more: Record<string, unknown> = {}) => ({
  templateId: '00000000-0000-7000-8000-000000000000',
  follow: { by: 'latest' },
  ...more,
})
const message = (id: string, text: string, more = {}) => ({ id, role: 'user', text, ...more })
const texts = (document: TemplateDocument) => document.messages.map(({ text }) => text)

const base = template({
  messages: [
    {
      id: 'a',
      name: 'house style',
      role: 'system',
      text: 'Be brief. {% block tone %}Be {{ tone }}.{% endblock %}',
    },
    message('b', 'Say it.'),
  ],
  variables: [{ name: 'tone' }, { name: 'other' }],
  settings: { model: 'large', temperature: 0.2 },
  tools: [{ name: 'search', parameters: {} }],
  stop: ['END'],
  outputSchema: { type: 'object' },
})

describe('a template built on a base', () => {
  it('follows the base in everything that it does not change', () => {
    const { document, origins, issues } = inherit(template({ base: follows() }), base)
    expect(document).toEqual(base)
    expect(origins).toEqual([null, null])
    expect(issues).toEqual([])
  })

  it('replaces, adds before and after, and drops messages by their names', () => {
    const own = template({
      messages: [
        message('1', 'Instead.', { at: { change: 'replace', name: 'house style' } }),
        message('2', 'Before.', { at: { change: 'before', name: 'b' } }),
        message('3', 'After.', { at: { change: 'after', name: 'b' } }),
        message('4', 'Last.'),
      ],
      base: follows({ dropped: ['b'] }),
    })
    const { document, origins } = inherit(own, base)
    expect(texts(document)).toEqual(['Instead.', 'Before.', 'After.', 'Last.'])
    expect(origins).toEqual([0, 1, 2, 3])
    expect(document.messages[0]).toMatchObject({ id: 'a', name: 'house style' })
    expect(document.messages.some((each) => 'at' in each)).toBe(false)
  })

  it('overrides single settings, variables and tools, and lists only where they are its own', () => {
    const own = template({
      settings: { temperature: 0.9, model: null },
      variables: [{ name: 'tone', required: false }, { name: 'new' }],
      tools: [{ name: 'search', description: 'mine', parameters: {} }],
      base: follows({ own: ['stop', 'outputSchema'] }),
    })
    const { document } = inherit(own, base)
    expect(document.settings).toEqual({ model: 'large', temperature: 0.9 })
    expect(document.variables.map(({ name, required }) => [name, required])).toEqual([
      ['tone', false],
      ['other', true],
      ['new', true],
    ])
    expect(document.tools).toMatchObject([{ description: 'mine' }])
    expect(document.stop).toEqual([])
    expect('outputSchema' in document).toBe(false)
  })

  it('fills a block, through several steps, each over the one below', () => {
    const middle = template({ base: follows({ blocks: { tone: 'Be {% block how %}kind{% endblock %}.' } }) })
    const own = template({ base: follows({ blocks: { how: 'warm' } }) })
    const { document } = inheritAll(own, [middle, base])
    expect(renderDocument(document, {}).messages[0]?.text).toBe('Be brief. Be warm.')
    expect(renderDocument(inherit(middle, base).document, {}).messages[0]?.text).toBe('Be brief. Be kind.')
    expect(renderDocument(base, { tone: 'calm', other: 1 }).messages[0]?.text).toBe('Be brief. Be calm.')
  })

  it('says which message or block the base does not have, and loses no text over it', () => {
    const own = template({
      messages: [message('1', 'Mine.', { at: { change: 'replace', name: 'gone' } })],
      base: follows({ blocks: { nothing: 'x' } }),
    })
    const { document, issues } = inherit(own, base)
    expect(texts(document)).toContain('Mine.')
    expect(issues).toMatchObject([
      { code: 'base', messageIndex: 0 },
      { code: 'base', messageIndex: null },
    ])
  })
})

describe('blocks', () => {
  it('are found by name, inner ones too, and not where they are only quoted', () => {
    const text =
      '{% block a %}1{% block b %}2{% endblock %}{% endblock %}{% raw %}{% block c %}{% endblock %}{% endraw %}'
    expect([...blocksOf(text)]).toEqual([
      ['a', '1{% block b %}2{% endblock %}'],
      ['b', '2'],
    ])
  })

  it('filled with what stands in them leave every text as it was', () => {
    const part = fc.constantFrom(
      'text ',
      '{% block a %}',
      '{% block b %}',
      '{% endblock %}',
      '{{ x }}',
      '{% raw %}',
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        // The same name twice has two contents: a fill would make them alike.
        const names = text.match(/block [ab]/g) ?? []
        fc.pre(new Set(names).size === names.length)
        expect(fillBlocks(text, Object.fromEntries(blocksOf(text)))).toBe(text)
      }),
    )
  })
})
