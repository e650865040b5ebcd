import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContextDocument, TemplateDocument } from '../../contract/template'
import { canonicalJson, storable } from './canonical'
import { changedFields } from './changes'
import { usedContexts } from './contexts'
import { cut, searchBytes, searchText } from './search'
import { bump, proposeSemver } from './semver'
import { freeSlug, slugify } from './slug'

const template = (texts: readonly string[], more: Partial<TemplateDocument> = {}): TemplateDocument => ({
  kind: 'template',
  form: 'chat',
  messages: texts.map((text, index) => ({ id: `m${index}`, role: 'user', text })),
  variables: [],
  settings: {},
  tools: [],
  stop: [],
  examples: [],
  ...more,
})
const variable = (name: string, more: Partial<TemplateDocument['variables'][number]> = {}) => ({
  name,
  type: 'text' as const,
  required: true,
  description: '',
  rules: {},
  ...more,
})

describe('canonical JSON', () => {
  it('does not depend on the order in which keys came', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, shuffled(inner)]),
      )
    }
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const clean = storable(value)
        expect(canonicalJson(shuffled(clean))).toBe(canonicalJson(clean))
        expect(JSON.parse(canonicalJson(clean))).toEqual(JSON.parse(JSON.stringify(clean)))
      }),
    )
  })

  it('takes out what PostgreSQL cannot hold and keeps what it can', () => {
    expect(storable({ 'a\u0000': ['x\u0000y', '\ud800', '😀', undefined], b: undefined })).toEqual({
      a: ['xy', '\ufffd', '😀', null],
    })
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}}')
    expect(JSON.stringify(storable(hostile))).toBe('{"__proto__":{"polluted":true}}')
  })
})

describe('changed fields', () => {
  it('names a message by its id, not by its place', () => {
    const before = template(['one', 'two'])
    const after = { ...before, messages: [before.messages[1], { ...before.messages[0], text: 'eins' }] }
    expect(changedFields(before, after).map((change) => change.path)).toEqual([
      'messages[]',
      'messages[m0].text',
    ])
  })

  it('finds nothing between a value and its copy with other key order, and something else where they differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const left = storable(a)
        const right = storable(b)
        expect(changedFields(left, JSON.parse(canonicalJson(left)))).toEqual([])
        expect(changedFields(left, right).length === 0).toBe(canonicalJson(left) === canonicalJson(right))
      }),
    )
  })
})

describe('what a document names and says', () => {
  it('finds contexts in every message once, not in comments', () => {
    const text =
      'a {% render "tone" %} {% comment %}{% render "no" %}{% endcomment %} {% if x %}{% render "more" %}{% endif %}'
    expect(usedContexts(template([text, '{% render "tone" %}']))).toEqual(['tone', 'more'])
    const context: ContextDocument = { kind: 'context', text: '{%render "a"%}', variables: [], examples: [] }
    expect(usedContexts(context)).toEqual(['a'])
    expect(usedContexts(template(['{% if broken %}']))).toEqual([])
  })

  it('cuts what is indexed at 64 KB without half a character', () => {
    const text = searchText(template(['ä'.repeat(50_000)]))
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(searchBytes)
    expect(cut('😀😀', 7)).toBe('😀')
    expect(searchText(template(['short', 'text']))).toBe('short\ntext')
  })
})

describe('version numbers', () => {
  it('proposes by what callers would notice', () => {
    const base = template(['Hello {{ name }}'], { variables: [variable('name')] })
    const text = template(['Hi {{ name }}'], { variables: [variable('name')] })
    const optional = template(['Hello {{ name }}'], {
      variables: [variable('name'), variable('tone', { required: false })],
    })
    const demanded = template(['Hello {{ name }}'], { variables: [variable('name'), variable('tone')] })
    const retyped = template(['Hello {{ name }}'], { variables: [variable('name', { type: 'list' })] })
    expect(proposeSemver('1.2.3', base, text)).toBe('1.2.4')
    expect(proposeSemver('1.2.3', base, optional)).toBe('1.3.0')
    for (const breaking of [demanded, retyped, template(['Hello'])]) {
      expect(proposeSemver('1.2.3', base, breaking)).toBe('2.0.0')
      expect(proposeSemver('0.2.3', base, breaking)).toBe('0.3.0')
    }
    expect(bump('1.2.3', 'minor')).toBe('1.3.0')
  })
})

describe('slugs', () => {
  it('reads, never empty, never taken', () => {
    expect(slugify('  Résumé: Größe & Ton!  ')).toBe('resume-große-ton')
    expect(slugify('???')).toBe('untitled')
    expect(slugify('日本語 プロンプト')).toMatch(/^日本語-/)
    expect(freeSlug('tone', new Set(['tone', 'tone-2']))).toBe('tone-3')
  })
})
