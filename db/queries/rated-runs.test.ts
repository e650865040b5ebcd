import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { record } from '../record'
import { begunRun, finishedRun } from '../testing/runs'
import { testVault } from '../testing/vault'
import { listRuns } from './run'

let vault: Awaited<ReturnType<typeof testVault>>
/** Newest first. */
let ids: string[]
const rate = (executionId: string, value: number) => ({
  executionId,
  id: uuidv7(),
  name: 'rating',
  value,
  unit: null,
  source: 'user' as const,
})

beforeAll(async () => {
  vault = await testVault()
  const made = Array.from({ length: 260 }, () => begunRun())
  const finished = made.map(({ id }) => finishedRun(id))
  await record(vault.engine, vault.who, { commandId: uuidv7(), begun: made, finished })
  ids = made.map(({ id }) => id).toReversed()
  const high = ids.map((id) => rate(id, 5))
  await record(vault.engine, vault.who, { commandId: uuidv7(), metrics: high })
  // Every second one was lowered afterwards, and the newest 120 all.
  const lowered = ids.filter((_, at) => at < 120 || at % 2 === 0).map((id) => rate(id, 2))
  await record(vault.engine, vault.who, { commandId: uuidv7(), metrics: lowered })
})
afterAll(() => vault?.close())

it.each([10, 50, 200])('pages of %i hold the runs whose newest rating counts, each once', async (limit) => {
  const found: string[] = []
  for (let cursor: string | null = null, first = true; first || cursor; first = false) {
    const page: Awaited<ReturnType<typeof listRuns>> = await listRuns(vault.engine, vault.who.workspaceId, {
      minRating: 4,
      limit,
      cursor,
    })
    expect(page.items.length === limit || page.next === null).toBe(true)
    found.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  expect(found).toEqual(ids.filter((_, at) => at >= 120 && at % 2 === 1))
})
