import { uuidv7 } from 'uuidv7'
import type { WorkflowTest } from '../../../contract/workflow'
import type { TestResult } from '../../../contract/workflow-run'
import type { StudioClient } from '../../socket/client'
import { command } from '../command'
import { CommandError, exit } from '../exit'
import { findItem, items } from '../find'
import type { Io } from '../io'
import { json, table } from '../table'

const help = `promptstudio test [WORKFLOW…] [options]

Runs the tests of workflows, named by slug, title or id; of all workflows that have tests where none is named. A test is
a case with its inputs and what is expected of the outputs; it is written in the studio, in the pane below the canvas.
Each runs with the newest saved version. A table goes to standard output, what was not met to standard error. The runs
are kept and show in the studio; statistics leave them out.

  --case TEXT   only cases with this in their name

Examples
  promptstudio test
  promptstudio test summarise-and-judge triage-and-route
  promptstudio test triage-and-route --case complaint --json

Ends with 0 when every case passed, 1 when one failed or could not run, 4 when there is no such workflow or no case,
130 when Ctrl+C stopped it.
`

interface Case {
  readonly workflow: { readonly id: string; readonly slug: string | null; readonly title: string }
  readonly test: WorkflowTest
}

export const test = command({
  name: 'test',
  summary: 'run the tests of workflows',
  help,
  options: { case: { type: 'string' } },
  async run({ values, words, client, io }) {
    const wanted = values.case?.toLowerCase() ?? ''
    const cases = (await casesOf(client, words)).filter(({ test: { name } }) =>
      name.toLowerCase().includes(wanted),
    )
    if (cases.length === 0) {
      throw new CommandError(
        exit.notFound,
        'There is no such test. Write one in the studio: open a workflow, then Tests in the pane below its canvas.',
      )
    }
    const results: (TestResult & { readonly workflow: Case['workflow'] })[] = []
    for (const one of cases) {
      const result = await runCase(client, one, io)
      if (result === 'stopped') return exit.stopped
      results.push({ ...result, workflow: one.workflow })
      if (!values.json) for (const line of notMet(result, one)) io.tell(line)
    }
    io.out(values.json ? json(results) : table(head, results.map(row)))
    const passed = results.filter(({ status }) => status === 'passed').length
    io.tell(`${passed} of ${results.length} passed.`)
    return passed === results.length ? exit.ok : exit.failed
  },
})

const head = ['workflow', 'case', 'result', 'ms', 'tokens', 'cost']

const row = ({ workflow, name, status, run }: TestResult & { readonly workflow: Case['workflow'] }) => [
  workflow.slug ?? workflow.title,
  name,
  status.replaceAll('_', ' '),
  run?.durationMs === null || run?.durationMs === undefined ? null : Math.round(run.durationMs),
  run?.usage.outputTokens ?? null,
  run?.usage.cost ?? null,
]

function notMet({ status, message, checks }: TestResult, { workflow, test: { name } }: Case): string[] {
  const where = `${workflow.slug ?? workflow.title} · ${name}: `
  if (status === 'could_not_run') return [`${where}could not run. ${message ?? ''}`]
  return checks.flatMap((check) => (check.passed ? [] : [`${where}${check.message}`]))
}

async function casesOf(client: StudioClient, names: readonly string[]): Promise<Case[]> {
  const workflows = []
  if (names.length === 0) {
    for await (const item of items(client, { types: ['workflow'] })) workflows.push(item)
  } else {
    for (const name of names) workflows.push(await findItem(client, name, ['workflow']))
  }
  const cases: Case[] = []
  for (const { id, slug, title } of workflows) {
    const { document } = await client.entity.get({ id })
    const tests = document.kind === 'workflow' ? (document.tests ?? []) : []
    cases.push(...tests.map((each) => ({ workflow: { id, slug, title }, test: each })))
  }
  return cases
}

async function runCase(
  client: StudioClient,
  { workflow, test: one }: Case,
  io: Io,
): Promise<TestResult | 'stopped'> {
  const id = uuidv7()
  let stopped = false
  const ended = io.onInterrupt(() => {
    stopped = true
    void client.workflowRun.stop({ id }).catch(() => {})
  })
  try {
    const result = await client.workflowRun.test({ id, entityId: workflow.id, test: one })
    return stopped ? 'stopped' : result
  } finally {
    ended()
  }
}
