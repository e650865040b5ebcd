import { Globe, RotateCw } from 'lucide-react'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { duration, money } from '../../../ui/format'
import { remedyOf } from '../../../ui/run-remedy'
import { RunBadge } from '../../../ui/status'
import { sayProblem } from '../../../ui/toast'
import { resumeRun } from './follow'
import { useRunStore, useRunView } from './store'

/** How the run stands, what it took, and what to do about it. */
export function StateWords() {
  const status = useRunView((state) => state.status)
  const run = useRunView((state) => state.run)
  const asks = useRunView((state) => state.asks.length)
  if (!status) return null
  const took = run?.durationMs != null ? duration(run.durationMs) : null
  const cost = run && run.usage.cost !== null ? money(run.usage.cost, run.usage.currency) : null
  return (
    <span role="status" className="flex min-w-0 items-center gap-2">
      <RunBadge status={status} />
      <span className="tabular truncate text-small text-ink-2">
        {asks > 0 ? t('workflowRun.waitsForYou', { count: asks }) : [took, cost].filter(Boolean).join(', ')}
      </span>
    </span>
  )
}

const resumable = new Set([
  'failed',
  'timeout',
  'rate_limited',
  'unauthorized',
  'cancelled',
  'interrupted',
  'partial_success',
])

/** What went wrong in a sentence, with its remedy as a button. */
export function Remedy() {
  const { client } = useStudio()
  const store = useRunStore()
  const run = useRunView((state) => state.run)
  const runId = useRunView((state) => state.runId)
  const status = useRunView((state) => state.status)
  const going = useRunView((state) => state.going)
  const problem = useRunView((state) => state.problem)
  if (problem) {
    return (
      <p role="alert" lang="en" className="border-b border-line px-4 py-2 text-failed">
        {problem.sentence}
      </p>
    )
  }
  if (!runId || !run || going || !status || !resumable.has(status)) return null
  const resume = () => void resumeRun(client, store, runId)
  const host = run.error?.code === 'host_not_approved' ? originIn(run.error.message) : null
  const allow = async (address: string) => {
    const commandId = uuidv7()
    try {
      await surely(() => client.workflowRun.approveHost({ commandId, address, approved: true }))
      resume()
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
      <p lang="en" className="min-w-0 flex-1 text-ink-2">
        {remedyOf({ ...run, status })}
      </p>
      {host && (
        <Button small icon={Globe} onClick={() => void allow(host)}>
          {t('workflowRun.allow', { host })}
        </Button>
      )}
      <Button small icon={RotateCw} onClick={resume}>
        {t('workflowRun.resume')}
      </Button>
    </div>
  )
}

/** The origin that a sentence of the engine names. */
const originIn = (sentence: string): string | null => /https?:\/\/\S+(?=\.\s)/.exec(sentence)?.[0] ?? null
