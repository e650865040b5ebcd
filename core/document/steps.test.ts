import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TemplateDocument, templateDocument } from '../../contract/template'
import { emptyLog, joinSteps, logStep, longestLog, stepBetween, walkStep } from './steps'

const text = fc
  .array(fc.constantFrom('a', 'b', '{{ x }}', '\n', '🙂'), { maxLength: 6 })
  .map((parts) => parts.join(''))
const document = fc
  .record({
    messages: fc
      .shuffledSubarray(['m', 'n'])
      .chain((ids) =>
        fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), role: fc.constant('user'), text }))),
      ),
    variables: fc.constantFrom([], [{ name: 'x' }]),
    settings: fc.constantFrom({}, { temperature: 1 }),
    outputSchema: fc.constantFrom(undefined, { type: 'object' }),
  })
  .map(({ outputSchema, ...parts }) =>
    templateDocument.parse({
      kind: 'template',
      form: 'chat',
      ...parts,
      ...(outputSchema ? { outputSchema } : {}),
    }),
  )

const typed = (letters: string): TemplateDocument =>
  templateDocument.parse({
    kind: 'template',
    form: 'text',
    messages: [{ id: 'm', role: 'user', text: letters }],
  })

describe('a step of a draft', () => {
  it('leads from one document to the other and back, also after it was written down', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const step = stepBetween(before, after)
        if (!step) expect(after).toEqual(before)
        const kept = JSON.parse(JSON.stringify(step ?? {}))
        expect(walkStep(before, kept, 'redo')).toEqual(after)
        expect(walkStep(after, kept, 'undo')).toEqual(before)
      }),
    )
  })

  it('is as small as what was typed', () => {
    expect(stepBetween(typed('Hello world'), typed('Hello big world'))).toEqual({
      text: { message: 'm', from: 6, removed: '', inserted: 'big ' },
    })
  })

  it('joins with the next one where typing or deleting went on, and leads all the way back', () => {
    const between = (a: string, b: string) => stepBetween(typed(a), typed(b)) ?? {}
    const joined = joinSteps(between('x', 'xa'), between('xa', 'xab'))
    expect(joined).toEqual({ text: { message: 'm', from: 1, removed: '', inserted: 'ab' } })
    expect(joinSteps(between('xab', 'xa'), between('xa', 'x'))).toEqual({
      text: { message: 'm', from: 1, removed: 'ab', inserted: '' },
    })
    expect(joinSteps(between('xy', 'xya'), between('xya', 'bxya'))).toBeNull()
  })
})

describe('the log of a draft', () => {
  it('forgets what was undone once something else is done', () => {
    const step = (a: string, b: string) => stepBetween(typed(a), typed(b)) ?? {}
    const two = logStep(logStep(emptyLog, step('', 'a'), false), step('a', 'ab'), false)
    const branched = logStep({ ...two, position: 1 }, step('a', 'ac'), false)
    expect(branched.steps.map((each) => each.text?.inserted)).toEqual(['a', 'c'])
    expect(branched.position).toBe(2)
  })

  it('keeps the newest steps, and no more than it may', () => {
    let log = emptyLog
    for (let turn = 0; turn < longestLog.steps + 5; turn += 1) {
      log = logStep(log, { text: { message: 'm', from: turn, removed: '', inserted: String(turn) } }, false)
    }
    expect(log.steps).toHaveLength(longestLog.steps)
    expect(log.steps.at(-1)?.text?.inserted).toBe(String(longestLog.steps + 4))
    const large = logStep(
      log,
      { text: { message: 'm', from: 0, removed: '', inserted: 'x'.repeat(390_000) } },
      false,
    )
    expect(JSON.stringify(large.steps).length).toBeLessThan(longestLog.characters + 2_000)
  })
})
