import { useQuery } from '@tanstack/react-query'
import type { RunDetail } from '../../../contract/run'
import { fileOf } from '../../../core/values/file'
import { PaneEdge, usePaneWidth } from '../../app/pane-edge'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { AnswerText } from '../../ui/answer-text'
import { AnswerView } from '../../ui/answer-view'
import { AttachedFiles } from '../../ui/attached-files'
import { exactly } from '../../ui/format'
import { keyed } from '../../ui/keyed'
import { Mark } from '../../ui/mark'
import { Reading, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Rating } from '../../ui/rating'
import { RunLedger } from '../../ui/run-ledger'
import { remedyOf } from '../../ui/run-remedy'
import { RunSteps } from '../../ui/run-steps'
import { RunBadge } from '../../ui/status'
import { RunComment } from './comment'
import { RunActions } from './run-actions'

/** One run: what was sent, with which values, and what came back. */
interface RunDetailProps {
  onItem: (entityId: string) => void
  onRun: (runId: string) => void
}

export function RunDetailPane({ id, ...go }: RunDetailProps & { id: string }) {
  const { queries } = useStudio()
  const width = usePaneWidth('run')
  const detail = useQuery(queries.run.get.queryOptions({ input: { id } }))
  return (
    <aside
      aria-label={t('runs.run')}
      className="relative flex w-[clamp(340px,34vw,520px)] max-w-[65%] shrink-0 flex-col border-l border-line"
      style={width}
    >
      {detail.error && <Problem {...problemOf(detail.error)} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.error && (
        <div className="px-5 py-6">
          <SkeletonLines label={t('runs.loadingRun')} widths={[60, 82, 74, 40]} />
        </div>
      )}
      {detail.data && <RunBody run={detail.data} {...go} />}
      <PaneEdge pane="run" at="left" />
    </aside>
  )
}

function RunBody({ run, ...go }: RunDetailProps & { run: RunDetail }) {
  const remedy = remedyOf(run)
  return (
    <>
      <header className="space-y-2 border-b border-line px-5 pt-4 pb-3">
        <div className="flex items-center gap-2">
          <RunBadge status={run.status} />
          <span className="text-small text-ink-3">{run.model}</span>
        </div>
        <h2 className="text-head font-strong tracking-(--track-head) text-balance">
          {run.entityTitle ?? t(run.conversationId ? 'runs.ofConversation' : 'runs.goneTitle')}
        </h2>
        <p className="text-small text-ink-3">{bookedOn(run)}</p>
        {remedy && <p className="text-ink-2">{remedy}</p>}
        {run.changedSettings.length > 0 && (
          <p className="text-small text-ink-2">
            {t('runs.changedSettings')}: <span translate="no">{run.changedSettings.join(', ')}</span>
          </p>
        )}
        {run.usage.priceVersion && (
          <p className="text-small text-ink-3">{t('runs.priceOf', { version: run.usage.priceVersion })}</p>
        )}
        <RunActions run={run} {...go} />
      </header>
      <Reading label={t('runs.sentAndCame')}>
        <Part name={t('runs.answer')}>
          {run.answer ? (
            <AnswerView
              text={run.answer}
              values={run.values}
              going={false}
              runId={run.schemaProblems.length > 0 ? run.id : null}
            />
          ) : (
            <p className="text-ink-3">{t('runs.noAnswer')}</p>
          )}
        </Part>
        <div className="mb-5 space-y-2">
          <Rating runId={run.id} />
          <RunComment key={run.id} run={run} />
        </div>
        <RunSteps steps={run.steps} />
        {run.reasoning && (
          <details className="mb-5 text-ink-2">
            <summary>{t('playground.reasoning')}</summary>
            <p translate="no" className="mt-1 whitespace-pre-wrap">
              {run.reasoning}
            </p>
          </details>
        )}
        {run.toolCalls.length > 0 && run.steps.length === 0 && (
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
                    {typeof value === 'string'
                      ? value
                      : (fileOf(value)?.name ?? JSON.stringify(value, null, 2))}
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
            <AttachedFiles files={message.files} />
          </Part>
        ))}
      </Reading>
      <RunLedger run={run} />
    </>
  )
}

/** When it ran, and on which version or draft; without a template there is neither. */
function bookedOn({ startedAt, versionNumber, entityId }: RunDetail): string {
  const when = exactly(startedAt)
  if (versionNumber !== null) return t('runs.ofVersion', { when, number: versionNumber })
  return entityId === null ? when : t('runs.ofDraft', { when })
}

const Part = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <section aria-label={name} className="mb-5">
    <h3 className="mb-1 text-caption text-ink-3">{name}</h3>
    {children}
  </section>
)
