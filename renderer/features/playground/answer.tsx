import { ScrollText } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ExecutionStatus } from '../../../contract/vocabulary'
import { t } from '../../i18n'
import { AnswerView } from '../../ui/answer-view'
import { Button } from '../../ui/button'
import { CopyAs } from '../../ui/copy-as'
import { Rating } from '../../ui/rating'
import { RunLedger } from '../../ui/run-ledger'
import { remedyOf } from '../../ui/run-remedy'
import { RunSteps } from '../../ui/run-steps'
import { RunBadge, runWord } from '../../ui/status'
import type { ShownRun } from './run-store'
import { ToolQuestion } from './tool-question'

/** The answer as it comes, with the values it repeats underlined; below it what it took. */
export function Answer({ shown, onRun }: { shown: ShownRun; onRun: (runId: string) => void }) {
  const { runId, run, text, going, problem, reasoning, steps } = shown
  const status = shown.status ?? (going ? 'queued' : null)
  const scroll = useStickyEnd(text, going)
  const asked = steps.find((step) => step.kind === 'tool' && step.status === 'running' && step.callId)
  return (
    <>
      <div ref={scroll} className="min-h-0 flex-1 overflow-auto px-4 py-4">
        <AnswerHead shown={shown} status={status} onRun={onRun} />
        {problem && <p className="text-failed">{problem.sentence}</p>}
        {run && !going && <Remedy run={run} />}
        <RunSteps steps={steps} />
        {runId && going && status === 'paused' && asked?.callId && (
          <ToolQuestion
            key={asked.callId}
            runId={runId}
            callId={asked.callId}
            name={asked.name}
            input={asked.input}
          />
        )}
        <Reasoning text={reasoning} tokens={run?.usage.reasoningTokens ?? null} />
        {!runId && <NothingRun />}
        <AnswerView
          text={text}
          values={shown.values ?? {}}
          going={going}
          runId={run?.error?.code === 'schema' ? runId : null}
          aside={run && runId ? <Rating runId={runId} /> : null}
        />
      </div>
      <p role="status" className="sr-only">
        {!going && run
          ? t('playground.runEnded', { status: runWord(run.status) })
          : going
            ? t('playground.running')
            : ''}
      </p>
      {run && !going && <RunLedger run={run} />}
    </>
  )
}

function AnswerHead({
  shown,
  status,
  onRun,
}: {
  shown: ShownRun
  status: ExecutionStatus | null
  onRun: (runId: string) => void
}) {
  const { runId, run, going, text } = shown
  if (!status) return null
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1">
      <RunBadge status={status} />
      {runId && run && !going && (
        <>
          <span className="flex-1" />
          <CopyAs runId={runId} answer={text} />
          <Button look="quiet" small icon={ScrollText} onClick={() => onRun(runId)}>
            {t('playground.runDetails')}
          </Button>
        </>
      )}
    </div>
  )
}

function Reasoning({ text, tokens }: { text: string; tokens: number | null }) {
  if (!text) return null
  return (
    <details className="mb-3 text-ink-2">
      <summary>
        {t('playground.reasoning')}
        {tokens ? (
          <span className="tabular ml-2 text-caption text-ink-3">
            {t('format.tokens', { value: tokens })}
          </span>
        ) : null}
      </summary>
      <p translate="no" className="mt-1 whitespace-pre-wrap">
        {text}
      </p>
    </details>
  )
}

function Remedy({ run }: { run: NonNullable<ShownRun['run']> }) {
  const sentence = remedyOf(run)
  return sentence ? <p className="mb-3 text-ink-2">{sentence}</p> : null
}

const NothingRun = () => (
  <div className="space-y-3 pt-1">
    <div aria-hidden className="space-y-3">
      <div className="skeleton h-2 w-[78%]" />
      <div className="skeleton h-2 w-[88%]" />
      <div className="skeleton h-2 w-[41%]" />
    </div>
    <p className="pt-3 text-ink-2">{t('playground.empty')}</p>
  </div>
)

/** Keeps the end in view while the answer grows, unless the reader went up. */
function useStickyEnd(text: string, going: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!element || !going || !text) return
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight
    if (fromEnd < 120) element.scrollTop = element.scrollHeight
  }, [text, going])
  return ref
}
