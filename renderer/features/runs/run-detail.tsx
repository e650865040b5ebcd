import { useQuery } from '@tanstack/react-query'
import { SquareArrowOutUpRight } from 'lucide-react'
import type { RunDetail } from '../../../contract/run'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { AnswerBlocks } from '../../ui/answer-blocks'
import { AnswerText } from '../../ui/answer-text'
import { Button } from '../../ui/button'
import { exactly } from '../../ui/format'
import { keyed } from '../../ui/keyed'
import { Mark } from '../../ui/mark'
import { Reading, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { RunLedger } from '../../ui/run-ledger'
import { remedyOf } from '../../ui/run-remedy'
import { RunBadge } from '../../ui/status'

/** One run: what was sent, with which values, and what came back. */
export function RunDetailPane({ id, onItem }: { id: string; onItem: (entityId: string) => void }) {
  const { queries } = useStudio()
  const detail = useQuery(queries.run.get.queryOptions({ input: { id } }))
  return (
    <aside
      aria-label={t('runs.run')}
      className="flex w-[clamp(340px,34vw,520px)] shrink-0 flex-col border-l border-line"
    >
      {detail.error && <Problem {...problemOf(detail.error)} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.error && (
        <div className="px-5 py-6">
          <SkeletonLines label={t('runs.loadingRun')} widths={[60, 82, 74, 40]} />
        </div>
      )}
      {detail.data && <RunBody run={detail.data} onItem={onItem} />}
    </aside>
  )
}

function RunBody({ run, onItem }: { run: RunDetail; onItem: (entityId: string) => void }) {
  const remedy = remedyOf(run)
  const { entityId } = run
  return (
    <>
      <header className="space-y-2 border-b border-line px-5 pt-4 pb-3">
        <div className="flex items-center gap-2">
          <RunBadge status={run.status} />
          <span className="text-small text-ink-3">{run.model}</span>
        </div>
        <h2 className="text-head font-strong tracking-(--track-head) text-balance">
          {run.entityTitle ?? t('runs.goneTitle')}
        </h2>
        <p className="text-small text-ink-3">
          {run.versionNumber === null
            ? t('runs.ofDraft', { when: exactly(run.startedAt) })
            : t('runs.ofVersion', { when: exactly(run.startedAt), number: run.versionNumber })}
        </p>
        {remedy && <p className="text-ink-2">{remedy}</p>}
        {entityId && (
          <Button small icon={SquareArrowOutUpRight} onClick={() => onItem(entityId)}>
            {t('runs.openTemplate')}
          </Button>
        )}
      </header>
      <Reading label={t('runs.sentAndCame')}>
        <Part name={t('runs.answer')}>
          {run.answer ? (
            <div translate="no" className="max-w-[64ch] text-answer">
              <AnswerBlocks text={run.answer} values={run.values} going={false} />
            </div>
          ) : (
            <p className="text-ink-3">{t('runs.noAnswer')}</p>
          )}
        </Part>
        {run.toolCalls.length > 0 && (
          <Part name={t('runs.toolCalls')}>
            {run.toolCalls.map((call) => (
              <pre key={call.id} translate="no" className="font-mono text-small whitespace-pre-wrap">
                {call.name} {JSON.stringify(call.arguments, null, 2)}
              </pre>
            ))}
          </Part>
        )}
        {Object.keys(run.values).length > 0 && (
          <Part name={t('runs.values')}>
            <dl className="space-y-2">
              {Object.entries(run.values).map(([name, value]) => (
                <div key={name}>
                  <dt>
                    <Mark name={name} />
                  </dt>
                  <dd
                    translate="no"
                    className="mt-1 rounded-control bg-well px-2 py-1 font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]"
                  >
                    {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
                  </dd>
                </div>
              ))}
            </dl>
          </Part>
        )}
        {keyed(run.messages).map(({ key, item: message }) => (
          <Part key={key} name={t(`ui.role.${message.role}`)}>
            <div
              translate="no"
              className="font-mono text-[12.5px] leading-[22px] whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
            >
              <AnswerText text={message.text} values={run.values} />
            </div>
          </Part>
        ))}
      </Reading>
      <RunLedger run={run} />
    </>
  )
}

const Part = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <section aria-label={name} className="mb-5">
    <h3 className="mb-1 text-caption text-ink-3">{name}</h3>
    {children}
  </section>
)
