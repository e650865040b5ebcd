import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLiquid } from '../template/liquid'
import { parseText } from '../template/parse'
import { liquidIssues, liquidPorts } from './liquid-ports'

/** Pieces that a quick look could take for something else than Liquid does. */
const pieces = [
  'Say ',
  '\n',
  '{',
  '}',
  '{{',
  '}}',
  '{{ a }}',
  '{{b}}',
  '{{- a -}}',
  '{{ a.b }}',
  '{{ a | upcase }}',
  '{{ true }}',
  '{{ empty }}',
  '{{ 1 }}',
  '{{ "a" }}',
  '{{ }}',
  '{{ a b }}',
  '{% if a %}',
  '{% endif %}',
  '{% raw %}',
  '{% endraw %}',
  '{# a #}',
  'a }}',
  '{{{ a }}}',
]

describe('the ports of a Liquid text', () => {
  it('are the same whether all of it is read or only its blanks', () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join(''))
    fc.assert(
      fc.property(text, (written) => {
        const whole = parseText(createLiquid(), written, { messageIndex: null })
        expect(liquidPorts([written]).map(({ name, required }) => [name, required])).toEqual(
          whole.variables.map(({ name, needed }) => [name, needed]),
        )
        expect(liquidIssues(written).map(({ code }) => code)).toEqual(whole.issues.map(({ code }) => code))
      }),
      { numRuns: 500 },
    )
  })
})
