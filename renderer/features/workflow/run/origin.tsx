import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { NodeOrigin, NodeRun } from '../../../../contract/workflow-run'
import { go } from '../../../app/location'
import { problemOf } from '../../../data/problem'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { count, duration, exactly, money, none } from '../../../ui/format'
import { SkeletonLines } from '../../../ui/pane'
import { Problem } from '../../../ui/problem'
import { RunStatus } from '../../../ui/status'

/** Where what a node gave came from: the item it ran, the workflow that uses it, the node, its run, and its calls. */
export function Origin({ nodeRunId, status }: { nodeRunId: string; status: string }) {
  const { client } = useStudio()
  const { data, error, refetch } = useQuery({
    queryKey: ['workflowRunOrigin', nodeRunId, status],
    queryFn: () => client.workflowRun.origin({ nodeRunId }),
  })
  if (error) return <Problem {...problemOf(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines label={t('workflowRun.loadingOrigin')} widths={[50, 62, 40]} />
  return (
    <ol aria-label={t('workflowRun.origin')} className="space-y-3">
      {data.item && <Item item={data.item} />}
      <Step name={t('workflowRun.originWorkflow')}>
        <span translate="no">{data.workflow.title ?? none}</span>{' '}
        <Version number={data.workflow.versionNumber} />
      </Step>
      <Step name={t('workflowRun.originNode')}>
        <span translate="no">{data.run.name}</span>
        {!data.node && <Aside>{t('workflowRun.nodeGone')}</Aside>}
        {data.node && data.item && !data.node.usesItem && <Aside>{t('workflowRun.usesOther')}</Aside>}
      </Step>
      <Step name={t('workflowRun.originRun')}>
        <RunStatus status={data.run.status} />
        <span className="tabular text-ink-3">{exactly(data.run.startedAt)}</span>
      </Step>
      {data.calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
    </ol>
  )
}

function Item({ item }: { item: NonNullable<NodeOrigin['item']> }) {
  return (
    <Step name={t('workflowRun.originItem')}>
      <Button
        small
        offBecause={item.inTrash ? t('workflowRun.inTrash') : null}
        onClick={() => go({ at: 'item', id: item.id })}
      >
        <span translate="no">{item.title}</span>
      </Button>
      <Version number={item.versionNumber} />
    </Step>
  )
}

function Call({ call }: { call: NodeRun }) {
  const tokens = (call.inputTokens ?? 0) + (call.outputTokens ?? 0)
  return (
    <Step name={t('workflowRun.originCall')}>
      <span translate="no">{call.model ?? call.name}</span>
      <span className="tabular text-ink-3">
        {[
          duration(call.durationMs),
          t('format.tokens', { value: count(tokens) }),
          money(call.cost, call.currency ?? undefined),
        ].join(', ')}
      </span>
    </Step>
  )
}

const Step = ({ name, children }: { name: string; children: ReactNode }) => (
  <li className="border-l border-line-strong pl-3">
    <p className="text-caption text-ink-3">{name}</p>
    <p className="flex flex-wrap items-center gap-x-2">{children}</p>
  </li>
)

const Version = ({ number }: { number: number | null }) =>
  number !== null && <span className="text-ink-2">{t('editor.version', { number })}</span>

const Aside = ({ children }: { children: ReactNode }) => <span className="text-ink-2">{children}</span>
