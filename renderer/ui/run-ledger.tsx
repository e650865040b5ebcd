import type { RunSummary } from '../../contract/run'
import { t } from '../i18n'
import { count, duration, money, none } from './format'

/** What a run took, in a ledger: time to the first token, time, tokens, money. */
export function RunLedger({ run }: { run: RunSummary }) {
  const { usage } = run
  const entries: [string, string, string?][] = [
    [t('ui.ledger.firstToken'), duration(run.firstTokenMs)],
    [t('ui.ledger.time'), duration(run.durationMs)],
    [t('ui.ledger.in'), tokens(usage.inputTokens)],
    [t('ui.ledger.out'), tokens(usage.outputTokens)],
    [
      t('ui.ledger.cost'),
      money(usage.cost, usage.currency),
      usage.simulated ? t('ui.ledger.simulated') : undefined,
    ],
  ]
  return (
    <dl
      aria-label={t('ui.ledger.label')}
      className="grid shrink-0 grid-cols-2 gap-x-5 gap-y-0.5 border-t border-line bg-panel px-4 py-2"
    >
      {entries.map(([name, value, note]) => (
        <div key={name} className="flex items-baseline justify-between gap-2">
          <dt className="text-caption text-ink-3">{name}</dt>
          <dd className="tabular whitespace-nowrap">
            {note && <span className="mr-1.5 text-caption text-ink-3">{note}</span>}
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const tokens = (value: number | null): string =>
  value === null ? none : t('format.tokens', { value: count(value) })
