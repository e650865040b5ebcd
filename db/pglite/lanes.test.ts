import { expect, test } from 'vitest'
import { Lanes } from './lanes'

test('callers that never pause do not keep background work out for ever', async () => {
  const lanes = new Lanes()
  let served = false
  const user = async () => {
    while (!served) {
      const release = await lanes.take('user')
      await new Promise((resolve) => setImmediate(resolve))
      release()
    }
  }
  const background = async () => {
    const release = await lanes.take('background')
    served = true
    release()
  }
  const users = [user(), user()]
  await background()
  await Promise.all(users)
  expect(served).toBe(true)
})
