import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaceNode } from '../../../contract/entity'
import { type Destination, dropAt, stepAmong, zoneAt } from './place-moves'

const place = (id: string, parentId: string | null = null): PlaceNode => ({
  id,
  type: 'library',
  libraryKind: 'prompt',
  parentId,
  title: id,
  sortKey: id,
  rowVersion: 1,
  items: 0,
  colour: null,
  icon: null,
})

const names = ['a', 'b', 'c', 'd', 'e']
const places = names.map((name) => place(name))

/** As the host does it: taken out, then put behind the one that is named. */
function moved(ids: readonly string[], { afterId }: Destination): string[] {
  const rest = names.filter((name) => !ids.includes(name))
  const at = afterId === undefined ? rest.length : afterId === null ? 0 : rest.indexOf(afterId) + 1
  return rest.toSpliced(at, 0, ...ids)
}

describe('where places go', () => {
  it('drops before, into and behind another one', () => {
    const [, , c] = places
    if (!c) throw new Error('There is no third place.')
    expect(moved(['e'], dropAt(places, c, 'before', ['e']))).toEqual(['a', 'b', 'e', 'c', 'd'])
    expect(moved(['a', 'b'], dropAt(places, c, 'after', ['a', 'b']))).toEqual(['c', 'a', 'b', 'd', 'e'])
    // The neighbour goes along: the one before it counts.
    expect(moved(['b'], dropAt(places, c, 'before', ['b']))).toEqual(names)
    expect(dropAt(places, c, 'into', ['a'])).toEqual({ parentId: 'c' })
    expect([0.1, 0.5, 0.9].map(zoneAt)).toEqual(['before', 'into', 'after'])
  })

  it('steps up and down, and no further than the ends', () => {
    expect(stepAmong(places, ['a'], -1)).toBeNull()
    expect(stepAmong(places, ['e'], 1)).toBeNull()
    const up = stepAmong(places, ['c'], -1)
    expect(up && moved(up.ids, up)).toEqual(['a', 'c', 'b', 'd', 'e'])
    const down = stepAmong(places, ['b', 'd'], 1)
    expect(down && moved(down.ids, down)).toEqual(['a', 'c', 'e', 'b', 'd'])
    expect(stepAmong([...places, place('x', 'a')], ['x', 'b'], 1)).toBeNull()
  })

  it('takes one step back by one step forth', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(-1 as const, 1 as const), (id, by) => {
        const there = stepAmong(places, [id], by)
        if (!there) return
        const order = moved(there.ids, there)
        const now = order.map((name, index) => ({ ...place(name), sortKey: String(index) }))
        const back = stepAmong(now, [id], by === 1 ? -1 : 1)
        const rest = order.filter((name) => name !== id)
        const at = back?.afterId ? rest.indexOf(back.afterId) + 1 : 0
        expect(rest.toSpliced(at, 0, id)).toEqual(names)
      }),
    )
  })
})
