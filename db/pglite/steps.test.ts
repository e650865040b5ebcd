import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSteps } from './steps'

test('every item is in exactly one step, in order, whatever their number', async () => {
  const everyItemOnce = fc.asyncProperty(
    fc.array(fc.integer()),
    fc.integer({ min: 1, max: 40 }),
    async (items, first) => {
      const seen: number[] = []
      await inSteps(items, async (batch) => void seen.push(...batch), { first })
      expect(seen).toEqual(items)
    },
  )
  await fc.assert(everyItemOnce)
})

test('stops between two steps when it is cancelled', async () => {
  const controller = new AbortController()
  const seen: number[] = []
  const work = inSteps(
    [1, 2, 3],
    async (batch) => {
      seen.push(...batch)
      controller.abort()
    },
    { first: 1, signal: controller.signal },
  )
  await expect(work).rejects.toThrow()
  expect(seen).toEqual([1])
})
