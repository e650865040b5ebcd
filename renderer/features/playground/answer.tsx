import { ScrollText } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { t } from '../../i18n'
import { AnswerBlocks } from '../../ui/answer-blocks'
import { Button } from '../../ui/button'
import { RunLedger } from '../../ui/run-ledger'
import { remedyOf } from '../../ui/run-remedy'
import { RunBadge, runWord } from '../../ui/status'
import type { ShownRun } from './run-store'

/** The answer as it comes, with the values it repeats underlined; below it what it took. */
export function Answer({ shown, onRun }: { shown: ShownRun; onRun: (runId: string) => void }) {
  const { runId, run, text, going, problem, reasoning } = shown
  const status = going ? (run?.status ?? 'queued') : (run?.status ?? null)
  const scroll = useStickyEnd(text, going)
  return (
    <>
      <div ref={scroll} className="min-h-0 flex-1 overflow-auto px-4 py-4">
        {(status || problem) && (
          <div className="mb-3 flex items-center gap-2">
            {status && <RunBadge status={status} />}
            <span className="flex-1" />
            {runId && run && !going && (
              <Button look="quiet" small icon={ScrollText} onClick={() => onRun(runId)}>
                {t('playground.runDetails')}
              </Button>
            )}
          </div>
        )}
        {problem && <p className="text-failed">{problem.sentence}</p>}
        {run && !going && <Remedy run={run} />}
        {reasoning && (
          <details className="mb-3 text-ink-2">
            <summary>{t('playground.reasoning')}</summary>
            <p translate="no" className="mt-1 whitespace-pre-wrap">
              {reasoning}
            </p>
          </details>
        )}
        {!runId && <NothingRun />}
        <div translate="no" className="max-w-[64ch] text-answer">
          <AnswerBlocks text={text} values={shown.values ?? {}} going={going} />
        </div>
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
