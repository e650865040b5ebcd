import { ORPCError } from '@orpc/client'
import type { RunSummary } from '../../../contract/run'
import type { TestExpectation, WorkflowTest } from '../../../contract/workflow'
import type { TestResult, WorkflowTestRun } from '../../../contract/workflow-run'
import { type Check, givenOf, type Held, judge } from '../../../core/workflow/judge'
import { getHead } from '../../../db/queries/head'
import type { Caller } from '../../caller'
import { notFound } from '../../failure'
import type { ExpressionService } from '../expression/service'
import type { WorkflowRuns } from './workflow-runs'

interface Needs {
  readonly workflowRuns: WorkflowRuns
  readonly expressions: ExpressionService
}

interface Ended {
  readonly run: RunSummary
  readonly outputs: Readonly<Record<string, unknown>>
}

/** Runs a case of a workflow to its end and judges what came out. @throws NOT_FOUND */
export async function runTest(
  needs: Needs,
  caller: Caller,
  { test, ...start }: WorkflowTestRun,
  signal: AbortSignal | undefined,
): Promise<TestResult> {
  const begun = await begin(needs, caller, { test, ...start })
  if (typeof begun === 'string') return { ...resultOf(test), status: 'could_not_run', message: begun }
  const { question, ended } = await toEnd(needs, caller, start.id, signal)
  const result = { ...resultOf(test), run: ended?.run ?? begun }
  if (question !== null) {
    const message = `The workflow asks somebody: ${question} A test has nobody to ask; test the part before or after as a workflow of its own.`
    return { ...result, status: 'could_not_run', message }
  }
  if (ended?.run.status !== 'success') {
    const message = ended?.run.error?.message ?? 'The run did not end. Run the test again.'
    return { ...result, status: 'could_not_run', message }
  }
  const document = start.document ?? (await headOf(caller, start.entityId))
  const input = givenOf(document, test.inputs)
  const checks = await Promise.all(test.expect.map((each) => checked(needs, each, { ...ended, input })))
  return { ...result, checks, status: checks.every(({ passed }) => passed) ? 'passed' : 'failed' }
}

const resultOf = ({ id, name }: WorkflowTest): TestResult => ({
  testId: id,
  name,
  status: 'failed',
  message: null,
  checks: [],
  run: null,
})

/** The run, or in a sentence why there is none. */
async function begin({ workflowRuns }: Needs, caller: Caller, { test, ...start }: WorkflowTestRun) {
  try {
    const { id, name } = test
    return await workflowRuns.start(caller, { ...start, inputs: test.inputs }, { id, name })
  } catch (error) {
    if (error instanceof ORPCError && error.code !== 'NOT_FOUND') return error.message
    throw error
  }
}

async function toEnd({ workflowRuns }: Needs, caller: Caller, id: string, signal: AbortSignal | undefined) {
  let question: string | null = null
  let ended: Ended | null = null
  // Whoever asked for the test went away: nobody would read what it says.
  const stop = () => workflowRuns.stop(caller, id)
  signal?.addEventListener('abort', stop, { once: true })
  for await (const event of workflowRuns.follow(caller, id, undefined)) {
    if (event.type === 'asks') {
      question = event.question.text
      stop()
    }
    if (event.type === 'finished') ended = { run: event.run, outputs: event.outputs }
  }
  signal?.removeEventListener('abort', stop)
  return { question, ended }
}

async function headOf({ engine, who }: Caller, entityId: string) {
  const head = await getHead(engine, who.workspaceId, entityId)
  if (head?.document.kind !== 'workflow') throw notFound('workflow', entityId)
  return head.document
}

async function checked(
  { expressions }: Needs,
  expectation: TestExpectation,
  { run, outputs, input }: Ended & { readonly input: Readonly<Record<string, unknown>> },
): Promise<Check> {
  if (expectation.kind !== 'expression') return judge(expectation, outputs)
  const { inputTokens, outputTokens, cost } = run.usage
  const given = {
    input,
    output: outputs,
    vars: input,
    cost: { tokens: (inputTokens ?? 0) + (outputTokens ?? 0), money: cost === null ? null : Number(cost) },
    score: {},
  }
  const held: Held = await expressions.evaluate(expectation.expression ?? '', given).then(
    (value) => ({ value }),
    (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
  )
  return judge(expectation, outputs, held)
}
