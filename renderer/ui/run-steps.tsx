import { Cpu, Wrench } from 'lucide-react'
import type { RunStep } from '../../contract/run'
import { t } from '../i18n'
import { duration } from './format'
import { Icon } from './icon'
import { RunStatus } from './status'

/** What a run did on its way: attempts at the model, with the wait before them, and tools with what they answered. */
export function RunSteps({ steps }: { steps: readonly RunStep[] }) {
  if (steps.length === 0) return null
  return (
    <ol aria-label={t('ui.steps.label')} className="mb-4 border-t border-line">
      {steps.map((step) => (
        <li key={step.id} className="border-b border-line py-1">
          <div className="flex min-h-6 items-center gap-2 text-small">
            <Icon of={step.kind === 'tool' ? Wrench : Cpu} size={13} className="text-ink-2" />
            <span translate="no" className="min-w-0 truncate font-medium">
              {step.name}
            </span>
            {step.waitedMs !== null && (
              <span className="text-caption text-ink-3">
                {t('ui.steps.waited', { time: duration(step.waitedMs) })}
              </span>
            )}
            <span className="flex-1" />
            <RunStatus status={step.status} />
            <span className="tabular w-14 text-right text-ink-2">{duration(step.durationMs)}</span>
          </div>
          {step.error && <p className="pb-1 pl-5 text-small text-ink-2">{step.error.message}</p>}
          {step.kind === 'tool' && (
            <pre
              translate="no"
              className="mb-1 ml-5 rounded-control bg-well px-2 py-1 font-mono text-small whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
            >
              {written(step.input)}
              {step.output !== null && `\n→ ${written(step.output)}`}
            </pre>
          )}
        </li>
      ))}
    </ol>
  )
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
