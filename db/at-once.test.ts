import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eachAtOnce } from './at-once'

test('a failure is told only when nothing is under way any more, and begins nothing further', async () => {
  const ended: number[] = []
  const work = async (item: number) => {
    if (item === 1) throw new Error('the first')
    await wait(20)
    ended.push(item)
    if (item === 2) throw new Error('the second')
  }
  await expect(eachAtOnce([0, 1, 2, 3, 4], 3, work)).rejects.toThrow('the first')
  expect(ended.sort()).toEqual([0, 2])
})

test('never more at a time than asked for, and every item once', async () => {
  let now = 0
  let most = 0
  const seen: number[] = []
  await eachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++now)
    await wait(2)
    seen.push(item)
    now--
  })
  expect(most).toBe(3)
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7])
})
