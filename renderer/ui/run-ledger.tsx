import type { RunSummary } from '../../contract/run'
import { count, duration, money, none } from './format'

/** What a run took, in a ledger: time to the first token, time, tokens, money. */
export function RunLedger({ run }: { run: RunSummary }) {
  const { usage } = run
  const entries: [string, string, string?][] = [
    ['First token', duration(run.firstTokenMs)],
    ['Time', duration(run.durationMs)],
    ['In', tokens(usage.inputTokens)],
    ['Out', tokens(usage.outputTokens)],
    ['Cost', money(usage.cost, usage.currency), usage.simulated ? 'simulated' : undefined],
  ]
  return (
    <dl
      aria-label="What the run took"
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

const tokens = (value: number | null): string => (value === null ? none : `${count(value)} tok`)
