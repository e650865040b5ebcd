import { describe, expect, it } from 'vitest'
import { readTable, refuseValue } from './table'

describe('values from a file', () => {
  it('are read from CSV with commas, semicolons or tabs, and from JSON', () => {
    const rows = [
      { name: 'Ada, Countess', age: '36' },
      { name: 'Grace', age: '85' },
    ]
    expect(readTable('\uFEFFname,age\n"Ada, Countess",36\nGrace,85\n')).toEqual({
      columns: ['name', 'age'],
      rows,
    })
    expect(readTable('name;age\nAda, Countess;36\nGrace;85')).toMatchObject({ rows })
    expect(readTable('name\tage\nAda, Countess\t36\nGrace\t85')).toMatchObject({ rows })
    expect(readTable(JSON.stringify(rows))).toEqual({ columns: ['name', 'age'], rows })
    expect(readTable('{"name": "Ada"}')).toEqual({ columns: ['name'], rows: [{ name: 'Ada' }] })
  })

  it('keep line breaks and quotation marks inside a value', () => {
    expect(readTable('a,b\n"one\ntwo","say ""hi"""')).toMatchObject({
      rows: [{ a: 'one\ntwo', b: 'say "hi"' }],
    })
  })

  it.each([
    ['', /nothing in it/],
    ['just a sentence that somebody pasted', /not CSV/],
    ['name,age\nAda,36,x', /Row 2 has 3 values for 2 columns/],
    ['name,name\na,b', /"name" is there twice/],
    ['1st,b\na,b', /Column 1 is called "1st"/],
    ['a,b\n"open,1\n', /quotation mark/],
    ['PK\u0003\u0004\u0000\u0000', /not text/],
    ['{"a": 1,}', /not JSON: look at line 1, column 9/],
    ['[1, 2]', /an object such as/],
    ['[]', /list is empty/],
    ['{"a": ', /ends too early/],
    [`{"a": "${'x'.repeat(1_000_001)}"}`, /Row 1, a: A value has at most/],
    [`{"a": "${'x'.repeat(11_000_000)}"}`, /That is 11\.0 MB/],
  ])('that cannot be read get a sentence with the remedy: %.20s', (text, sentence) => {
    const table = readTable(text)
    expect('problem' in table && table.problem).toMatch(sentence)
  })

  it('refuses a value that no prompt can use, as text or as JSON', () => {
    expect(refuseValue('x'.repeat(11_000_000))).toContain('11,000,000')
    expect(refuseValue(['x'.repeat(1_000_000)])).toContain('at most')
    expect(refuseValue('short')).toBeNull()
  })
})
