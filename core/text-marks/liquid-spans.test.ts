import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liquidSpans } from './liquid-spans'

const shown = (text: string) => liquidSpans(text).map((span) => text.slice(span.from, span.to))

describe('Liquid in a text', () => {
  it('finds outputs with their root, and where the name ends and the filters begin', () => {
    const text = 'Dear {{ customer.name | upcase }},'
    const [span] = liquidSpans(text)
    expect(span).toMatchObject({ kind: 'output', root: 'customer' })
    if (span?.kind !== 'output') throw new Error('an output was expected')
    expect(text.slice(span.nameFrom, span.nameTo)).toBe('customer.name')
  })

  it('finds the slug that a tag renders', () => {
    const [span] = liquidSpans('{% render "house-style", tone: "warm" %}')
    expect(span).toMatchObject({ kind: 'tag', context: { slug: 'house-style' } })
  })

  it('marks nothing that is half typed, and goes on after it', () => {
    expect(shown('{{ na and {{ name }}')).toEqual(['{{ name }}'])
    expect(shown('{% if a {{ name }}')).toEqual(['{{ name }}'])
    expect(shown('{{ name }')).toEqual([])
  })

  it('keeps braces in quotes inside the output', () => {
    expect(shown('{{ x | append: "}}" }}!')).toEqual(['{{ x | append: "}}" }}'])
  })

  it('marks only the two tags of a raw block, and a comment as one', () => {
    expect(shown('{% raw %}{{ not }}{% endraw %}{{ yes }}')).toEqual([
      '{% raw %}',
      '{% endraw %}',
      '{{ yes }}',
    ])
    expect(liquidSpans('{% comment %} {{ no }} {% endcomment %}').map((span) => span.kind)).toEqual([
      'comment',
    ])
  })

  it('has no variable for a literal', () => {
    expect(
      liquidSpans('{{ "text" }}{{ 12 }}{{ true }}').map((span) => span.kind === 'output' && span.root),
    ).toEqual([null, null, null])
  })

  it('never overlaps and never leaves the text, whatever is typed', () => {
    const pieces = fc.array(
      fc.constantFrom('{{', '}}', '{%', '%}', '-', ' ', 'name', '"', '|', 'raw', 'endraw', '\n'),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        let end = 0
        for (const span of liquidSpans(text)) {
          expect(span.from).toBeGreaterThanOrEqual(end)
          if (span.kind === 'output') {
            expect(span.nameFrom).toBeGreaterThanOrEqual(span.from)
            expect(span.nameTo).toBeGreaterThanOrEqual(span.nameFrom)
            expect(span.nameTo).toBeLessThanOrEqual(span.to)
          }
          end = span.to
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
