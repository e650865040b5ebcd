import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BundleItem, bundleLimits, localId } from './format'
import { markdownOf } from './markdown'
import { readBundle } from './read'
import { renameContexts } from './rename-context'

const template = (more: object = {}) => ({
  kind: 'template',
  form: 'text',
  messages: [{ id: 'user', role: 'user', text: 'Hello' }],
  ...more,
})
const item = (index: number, more: object = {}) => ({
  id: localId(index),
  type: 'template',
  title: `Item ${index}`,
  slug: `item-${index}`,
  document: template(),
  ...more,
})
const file = (items: readonly unknown[], more: object = {}) =>
  JSON.stringify({ kind: 'promptstudio.bundle', format: 1, title: 'T', hash: '', items, ...more })
const place = (index: number, parent: number | null) =>
  item(index, {
    type: 'library',
    document: { kind: 'library' },
    parent: parent === null ? null : localId(parent),
  })
const why = (text: string) => readBundle(text).refused.map((each) => each.why)

describe('a file that is no bundle', () => {
  it.each([
    ['nothing', '', 'There is nothing in it'],
    ['half a file', file([item(0)]).slice(0, 60), 'ends in the middle'],
    ['other text', 'Dear sir', 'it is no JSON'],
    ['other JSON', '{"prompts":[]}', 'not a bundle of PromptStudio'],
    ['a list', '[]', 'not a bundle of PromptStudio'],
    [
      'a newer format',
      file([], { format: 7 }),
      'has format 7, and this studio reads formats up to 1. Update',
    ],
    ['a format of another kind', file([], { format: 'x' }), 'its format is unknown'],
    ['no items', file([], { items: {} }), 'no list of items'],
    ['two items of one id', file([item(0), item(0)]), 'Two items of this file bear the id'],
    [
      'values deeper than any of ours',
      file([]).replace('[]', '['.repeat(10_000) + ']'.repeat(10_000)),
      'more than 100 deep',
    ],
    ['a key that means something', file([]).replace('"title"', '"__proto__":{"a":1},"title"'), '__proto__'],
    [
      'the same spelled otherwise',
      file([]).replace('"title"', '"\\u005f_proto__":{"a":1},"title"'),
      '__proto__',
    ],
    [
      'more items than are read',
      file(Array.from({ length: bundleLimits.items + 1 }, () => 0)),
      'items, more than the 10000',
    ],
    ['more characters than are read', ' '.repeat(bundleLimits.text + 1), 'larger than the 32 MB'],
  ])('%s is refused with a sentence', (_, text, sentence) => {
    expect(() => readBundle(text)).toThrow(sentence)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('never does anything but be refused or read, however a file is cut or changed', () => {
    const whole = file([place(0, null), item(1, { parent: localId(0) }), item(2)])
    const anywhere = fc.nat(whole.length)
    fc.assert(
      fc.property(anywhere, anywhere, fc.string({ unit: 'binary', maxLength: 3 }), (from, to, put) => {
        const text = whole.slice(0, Math.min(from, to)) + put + whole.slice(Math.max(from, to))
        try {
          const { items, refused } = readBundle(text)
          expect(items.length + refused.length).toBeLessThanOrEqual(3)
        } catch (error) {
          expect(String(error)).toMatch(/[.]$/)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('one bad item of a file', () => {
  it.each([
    [
      'a name of 10,000 characters',
      item(1, { title: 'x'.repeat(10_000) }),
      'Its "title" is not as it should',
    ],
    ['another kind of document', item(1, { type: 'context' }), 'but holds a template'],
    ['a type that is never exported', item(1, { type: 'conversation' }), 'Its "type"'],
    ['a slug that means something to a pattern', item(1, { slug: 'a.*' }), 'Its "slug"'],
    [
      'a lab in a place',
      item(1, { type: 'lab', document: { kind: 'lab' }, parent: localId(0) }),
      'stands by itself',
    ],
    ['no item at all', 17, 'Its "item"'],
  ])('%s is refused alone', (_, bad, sentence) => {
    const read = readBundle(file([place(0, null), bad]))
    expect(read.items).toHaveLength(1)
    expect(read.refused).toEqual([expect.objectContaining({ why: expect.stringContaining(sentence) })])
  })

  it('lies in no place of which it is the place, however long the circle', () => {
    const circle = [place(0, 2), place(1, 0), place(2, 1), item(3, { parent: localId(1) })]
    expect(why(file(circle))).toHaveLength(4)
    const deep = Array.from({ length: 10_000 }, (_, index) => place(index, index === 0 ? null : index - 1))
    const { items, refused } = readBundle(file(deep))
    expect([items.length, refused.length]).toEqual([bundleLimits.chain, 10_000 - bundleLimits.chain])
  })

  it('takes what is built on it with it, and lets what lies in it stand at the top', () => {
    const base = (index: number) => ({
      document: template({ base: { templateId: localId(index), follow: { by: 'latest' } } }),
    })
    const read = readBundle(
      file([
        item(0, base(1)),
        item(1, base(0)),
        item(2, base(1)),
        place(3, 0),
        item(4, { parent: localId(3), ...base(9) }),
      ]),
    )
    expect(read.items.map(({ id, parent }) => [id, parent])).toEqual([[localId(4), null]])
    expect(read.refused.map(({ title }) => title).sort()).toEqual(['Item 0', 'Item 1', 'Item 2', 'Item 3'])
  })

  it('brings no secret along, neither as a default nor in a row', () => {
    const secret = { name: 'key', type: 'secret', default: 'canary', required: true }
    const set = item(0, {
      type: 'variable_set',
      document: { kind: 'variable_set', columns: [secret], rows: 9 },
      rows: [{ values: { key: 'canary', name: 'Ada' } }],
    })
    const read = readBundle(file([set, item(1, { document: template({ variables: [secret] }) })]))
    expect(JSON.stringify(read.items)).not.toContain('canary')
    expect(read.items[0]).toMatchObject({ document: { rows: 1 }, rows: [{ values: { name: 'Ada' } }] })
  })
})

it('a context that comes under another name is rendered under it everywhere, and no other is', () => {
  const text = `{% render "tone" %} {%- render 'tone' %} {% render "tone-2" %} tone`
  const renamed = renameContexts(
    { kind: 'context', text, variables: [], examples: [] },
    new Map([['tone', 'tone-9']]),
  )
  expect(renamed).toMatchObject({
    text: `{% render "tone-9" %} {%- render 'tone-9' %} {% render "tone-2" %} tone`,
  })
})

describe('a workflow in a bundle', () => {
  const node = (index: number, kind: string, settings: object, label = '') => ({
    id: localId(100 + index),
    kind,
    label,
    x: 0,
    y: 0,
    settings,
  })
  const flow = item(0, {
    type: 'workflow',
    document: {
      kind: 'workflow',
      nodes: [
        node(1, 'input', { fields: [{ name: 'topic', default: 'Tea' }] }),
        node(
          2,
          'model_call',
          { messages: [{ id: 'm', role: 'user', text: '{% render "tone" %} {{ topic }}' }] },
          'Ask',
        ),
        node(3, 'http', {
          url: 'https://example.com',
          headers: [
            { name: 'Authorization', value: 'canary' },
            { name: 'X-Api-Key', value: '{{ key }}' },
          ],
        }),
        node(4, 'code', { source: '// {% render "tone" %}' }),
      ],
      edges: [
        {
          id: localId(200),
          source: localId(101),
          sourcePort: 'topic',
          target: localId(102),
          targetPort: 'topic',
        },
      ],
    },
  })

  it('brings no key along that somebody wrote into a header', () => {
    const [read] = readBundle(file([flow])).items
    expect(JSON.stringify(read)).not.toContain('canary')
    expect(JSON.stringify(read)).toContain('{{ key }}')
  })

  it('renders a context under its new name, and its code stays as it is', () => {
    const [read] = readBundle(file([flow])).items as [BundleItem]
    const renamed = JSON.stringify(renameContexts(read.document, new Map([['tone', 'tone-2']])))
    expect(renamed.match(/tone-2/g)).toHaveLength(1)
    expect(renamed).toContain('// {% render \\"tone\\" %}')
  })

  it('is read as Markdown: what it takes, how it is drawn, what is asked', () => {
    const made = markdownOf(readBundle(file([flow])).items, 'T')
    expect(made).toContain('| `topic` | text | yes | Tea |  |')
    expect(made).toContain('```mermaid\nflowchart LR')
    expect(made).toContain('## Ask\n\n```liquid\n{% render "tone" %} {{ topic }}\n```')
  })
})

it('Markdown keeps a text whole that has fences, front matter and tables of its own', () => {
  const text = '---\ntitle: x\n---\n````\ncode\n````\n| a |'
  const [only] = readBundle(
    file([
      item(0, {
        title: 'A "title": #1',
        document: template({ messages: [{ id: 'u', role: 'user', text }] }),
      }),
    ]),
  ).items
  const made = markdownOf([only as BundleItem], 'T')
  expect(made).toContain('title: "A \\"title\\": #1"\n')
  expect(made).toContain(`\`\`\`\`\`liquid\n${text}\n\`\`\`\`\``)
})
