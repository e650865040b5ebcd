import { describe, expect, it } from 'vitest'
import type { PlaceNode } from '../../../contract/entity'
import { placeLines } from './place-lines'

const place = (id: string, parentId: string | null, sortKey: string): PlaceNode => ({
  id,
  parentId,
  sortKey,
  type: parentId ? 'library' : 'lab',
  libraryKind: null,
  title: id,
  rowVersion: 1,
  colour: null,
  icon: null,
  items: 0,
})

const tree = [place('b', null, 'a1'), place('a', null, 'a0'), place('a2', 'a', 'Zz'), place('a1', 'a', 'a0')]

describe('the tree of places', () => {
  it('orders siblings by their sort key as bytes, not as words', () => {
    expect(placeLines(tree, () => true).map((line) => line.place.id)).toEqual(['a', 'a2', 'a1', 'b'])
  })

  it('leaves out what is folded, and says what folds', () => {
    const lines = placeLines(tree, () => false)
    expect(lines.map(({ place: { id }, folds }) => [id, folds])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('shows a place whose parent is not known here at the top instead of losing it', () => {
    expect(placeLines([place('lost', 'gone', 'a0')], () => true)).toHaveLength(1)
  })
})
