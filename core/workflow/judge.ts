import {
  type ExpectationKind,
  expectationKinds,
  type TestExpectation,
  type WorkflowDocument,
} from '../../contract/workflow'
import { canonicalJson, storable } from '../document/canonical'
import { schemaProblems } from '../values/schema'
import { signatureOf } from './signature'

/** How one expectation fared, in a sentence; the difference where it was not met. */
export interface Check {
  readonly passed: boolean
  readonly message: string
}

/** What an expression gave, or why it gave nothing. */
export type Held = { readonly value: unknown } | { readonly problem: string }

type Outputs = Readonly<Record<string, unknown>>

export const isExpectationKind = (kind: string): kind is ExpectationKind =>
  expectationKinds.some((each) => each === kind)

/**
 * Holds what a workflow gave against an expectation.
 * @param held of an expression: what it gave
 */
export function judge(expectation: TestExpectation, outputs: Outputs, held?: Held): Check {
  const { kind, output = '' } = expectation
  if (!isExpectationKind(kind)) {
    return failed(`This version of the studio cannot judge "${kind}". Update it, or remove the expectation.`)
  }
  if (kind === 'expression') return judgeHeld(expectation.expression ?? '', held)
  if (!Object.hasOwn(outputs, output)) {
    const given = Object.keys(outputs)
    return failed(
      `Nothing came out at "${output}". ${given.length > 0 ? `There is ${given.map((name) => `"${name}"`).join(', ')}.` : 'Connect its output node.'}`,
    )
  }
  return judges[kind](expectation, outputs[output], output)
}

const judges: Readonly<
  Record<
    Exclude<ExpectationKind, 'expression'>,
    (expectation: TestExpectation, value: unknown, name: string) => Check
  >
> = {
  equals: ({ value: expected }, value, name) =>
    canonicalJson(storable(value)) === canonicalJson(storable(expected ?? null))
      ? met(`"${name}" is what was expected.`)
      : failed(`"${name}" is ${difference(value, expected)}.`),
  contains: ({ value: part }, value, name) =>
    textOf(value).includes(textOf(part ?? ''))
      ? met(`"${name}" contains ${short(textOf(part ?? ''))}.`)
      : failed(`"${name}" does not contain ${short(textOf(part ?? ''))}. It is ${short(textOf(value))}.`),
  schema: ({ schema }, value, name) => {
    const [problem] = schemaProblems(schema ?? {}, value)
    return problem
      ? failed(`"${name}" does not fit its schema: ${problem.message}`)
      : met(`"${name}" fits its schema.`)
  },
}

function judgeHeld(source: string, held: Held | undefined): Check {
  if (!held) return failed('The expression was not evaluated. Run the test again.')
  if ('problem' in held) return failed(`${short(source)} cannot be evaluated: ${held.problem}`)
  if (held.value) return met(`${short(source)} holds.`)
  return failed(`${short(source)} gives ${short(textOf(held.value ?? null))}, and a true value was expected.`)
}

/** What a run is given where some inputs are left out: the defaults of the signature. */
export function givenOf(document: WorkflowDocument, inputs: Outputs): Outputs {
  const defaults = signatureOf(document).inputs.flatMap(({ name, default: value }) =>
    value === undefined || value === null ? [] : [[name, value]],
  )
  return { ...Object.fromEntries(defaults), ...inputs }
}

const met = (message: string): Check => ({ passed: true, message })
const failed = (message: string): Check => ({ passed: false, message })

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : canonicalJson(storable(value))

const most = 120

/** A value as it is said in a sentence. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > most ? `${line.slice(0, most - 1)}…` : line}”`
}

/** Two values, from a little before where they part: of long ones the beginnings are often equal. */
function difference(value: unknown, expected: unknown): string {
  const [is, should] = [textOf(value), textOf(expected ?? null)]
  let at = 0
  while (at < is.length && at < should.length && is[at] === should[at]) at += 1
  const from = at > 60 ? at - 20 : 0
  const where = from > 0 ? ` from letter ${at + 1} on` : ''
  return `${short(is.slice(from))}${where}, and ${short(should.slice(from))} was expected`
}
