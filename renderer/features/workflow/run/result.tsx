import { t } from '../../../i18n'
import { Mark } from '../../../ui/mark'
import { JsonTree } from './json-tree'
import { LongText } from './long-text'
import { useRunView } from './store'

/** What is longer is shown in lines, of which those in view are drawn. */
const most = 16 * 1024

/** What the workflow gave, output by output. */
export function Result() {
  const outputs = useRunView((state) => state.outputs)
  const going = useRunView((state) => state.going)
  const shown = useRunView((state) => state.runId !== null)
  const entries = Object.entries(outputs ?? {})
  if (entries.length === 0) {
    const why = !shown ? 'workflowRun.notRun' : going ? 'workflowRun.notYet' : 'workflowRun.noOutputs'
    return <p className="px-4 py-3 text-ink-2">{t(why)}</p>
  }
  return (
    <dl className="space-y-4 px-4 py-3">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="mb-1">
            <Mark name={name} />
          </dt>
          <dd>
            <Value name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  if (text.length > most) {
    return (
      <div className="flex h-60">
        <LongText label={name} text={text} />
      </div>
    )
  }
  if (typeof value !== 'string') return <JsonTree value={value} />
  return (
    <p translate="no" className="max-w-[64ch] text-answer whitespace-pre-wrap [overflow-wrap:anywhere]">
      {value}
    </p>
  )
}
