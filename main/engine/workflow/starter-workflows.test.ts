import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PortField } from '../../../contract/workflow'
import { schemaProblems } from '../../../core/values/schema'
import { workflowProblems } from '../../../core/workflow/problems'
import { signatureOf } from '../../../core/workflow/signature'
import { readStarterLibrary } from '../../starter'
import { WorkflowStudio } from './testing'

let studio: WorkflowStudio
beforeAll(async () => {
  studio = await new WorkflowStudio().open()
})
afterAll(() => studio?.close())

const starters = readStarterLibrary().flatMap(({ slug, document }) =>
  document.kind === 'workflow' ? [{ slug, document }] : [],
)

/** What is wrong with a value that a workflow gave back, held against what its signature says. */
function misfits({ name, type }: PortField, value: unknown): string[] {
  const schema = type.schema ?? {
    type: { text: 'string', list: 'array', object: 'object' }[String(type.kind)] ?? 'string',
    ...(type.of === 'text' ? { items: { type: 'string', minLength: 1 }, minItems: 1 } : {}),
    ...(type.kind === 'text' ? { minLength: 1 } : {}),
  }
  return schemaProblems(schema, value).map(({ message }) => `${name}: ${message}`)
}

const idOfSlug = async (slug: string): Promise<string> => {
  const { items } = await studio.client.entity.list({
    deep: true,
    sort: 'title',
    types: ['workflow'],
    limit: 50,
  })
  return items.find((item) => item.slug === slug)?.id ?? ''
}

const run = async (slug: string, inputs: Record<string, unknown> = {}, note?: string) => {
  const id = uuidv7()
  await studio.client.workflowRun.start({ id, entityId: await idOfSlug(slug), inputs })
  const first = await studio.follow(id)
  const [question] = first.asks
  if (!question) return first
  const values = note === undefined ? {} : { note }
  await studio.client.workflowRun.answer({ id, nodeRunId: question.nodeRunId, values })
  return { ...(await studio.follow(id)), asks: first.asks }
}

describe('the workflows of the starter library', () => {
  it.each(starters)(
    '$slug has no problems, runs as it is, and gives what its signature says',
    async (one) => {
      const models = new Set(['sim-small', 'sim-large'])
      expect(workflowProblems(one.document, { models })).toEqual([])
      const entityId = await idOfSlug(one.slug)
      const tests = one.document.tests ?? []
      const judged = Promise.all(
        tests.map((test) => studio.client.workflowRun.test({ id: uuidv7(), entityId, test })),
      )
      const ran = await run(one.slug)
      expect((await judged).filter(({ status }) => status !== 'passed')).toEqual([])
      expect(ran.run).toMatchObject({ status: 'success', error: null })
      const { outputs } = signatureOf(one.document)
      expect(Object.keys(ran.outputs).sort()).toEqual(outputs.map(({ name }) => name).sort())
      expect(outputs.flatMap((field) => misfits(field, ran.outputs[field.name]))).toEqual([])
      // The runs of its tests are left out of what its own runs took.
      const begin = one.document.nodes.find(({ kind }) => kind === 'input')
      const statistics = await studio.client.workflowRun.statistics({ entityId })
      expect(statistics.find(({ nodeId }) => nodeId === begin?.id)?.runs).toBe(1)
    },
  )

  it('show what they are about: a repair, a way, a turn for each question, a letter that was asked about', async () => {
    const repaired = await run('extract-with-repair')
    const named = (ran: Awaited<ReturnType<typeof run>>, name: string) =>
      [...ran.nodes.values()].filter((node) => node.name === name && node.status === 'success')
    expect(named(repaired, 'Put it right').length).toBeGreaterThan(0)
    expect(repaired.outputs.facts).toMatchObject({ claim_id: 'FJ-2026-200117', amount: 46_000 })
    const ways = await Promise.all(
      [
        {},
        { message: 'A storm broke the roof of our house.' },
        { message: 'Where do I send my invoice?' },
      ].map((inputs) => run('triage-and-route', inputs)),
    )
    expect(ways.map(({ outputs }) => outputs.sorted)).toMatchObject([
      { queue: 'complaint' },
      { queue: 'damage report' },
      { queue: 'payment' },
    ])
    expect(
      ways.map((way) =>
        [named(way, 'First answer'), named(way, 'Take down facts'), named(way, 'Hand on')].map(
          ({ length }) => length,
        ),
      ),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
    const research = await run('research-over-a-list')
    expect(named(research, 'Answer one question').length).toBeGreaterThan(1)
    const rewritten = await run('review-before-sending', {}, 'Name the day on which we call.')
    expect(rewritten.asks[0]?.question.text).toContain('May this letter go to Jonas Berg?')
    expect(named(rewritten, 'Rewrite')).toHaveLength(1)
    const asItWas = await run('review-before-sending')
    expect(named(asItWas, 'Rewrite')).toHaveLength(0)
  })
})
