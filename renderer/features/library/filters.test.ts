import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifecycleStatuses } from '../../../contract/vocabulary'
import { isFiltered, noFilters, readFilters, shownTypes, writeFilters } from './filters'

const filters = fc.record({
  types: fc.subarray([...shownTypes]),
  statuses: fc.subarray([...lifecycleStatuses]),
  tags: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { maxLength: 5 }),
  favourites: fc.boolean(),
  pinned: fc.boolean(),
})

describe('what the list is narrowed to, in the address', () => {
  it('reads what it wrote, whatever the tags are made of', () => {
    fc.assert(
      fc.property(filters, (chosen) => {
        const written = writeFilters(chosen)
        expect(readFilters(written)).toEqual(chosen)
        // A tag must not end the address or begin another part of it.
        expect(written).not.toMatch(/[#?/ ]/)
      }),
    )
  })

  it('leaves out what it does not know', () => {
    expect(readFilters('kind=experiment&status=lost&status=draft&tag=&colour=red')).toEqual({
      ...noFilters,
      statuses: ['draft'],
    })
    expect(isFiltered(readFilters('kind=nothing'))).toBe(false)
  })
})
