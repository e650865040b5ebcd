import { Play, Plus, Square } from 'lucide-react'
import { useEffect } from 'react'
import { uuidv7 } from 'uuidv7'
import type { RunExtras } from '../../../contract/draft'
import type { ModelSettings, TemplateDocument } from '../../../contract/template'
import { keyOf, useCommand } from '../../app/commands'
import { PaneEdge, usePaneWidth } from '../../app/pane-edge'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Grow, PaneHead } from '../../ui/pane'
import { say, sayProblem } from '../../ui/toast'
import { ColumnPane } from './column'
import { CompareColumns } from './compare-columns'
import { type ChangeExtras, ExtrasButton } from './extras'
import { reattach, startRun } from './follow'
import { Notices } from './notices'
import { runStoreOf, typedAnswer } from './run-store'
import { SettingsButton } from './settings'
import { mostColumns, useColumns } from './use-columns'
import { useShownRuns } from './use-shown-runs'

export { useChosenModel } from './use-columns'

interface PlaygroundProps {
  input: {
    readonly entityId: string
    readonly document: () => TemplateDocument | null
    readonly values: Readonly<Record<string, unknown>>
    readonly extras: RunExtras
    readonly onExtras: ChangeExtras
    readonly blocked: string | null
  }
  settings: ModelSettings
  /** The settings with those of the base: the model that they name is the first one offered. */
  preferred: ModelSettings
  onSettings: (settings: ModelSettings) => void
  /** Run was asked for while values are missing: the form shows where. */
  onBlocked: () => void
  onRun: (runId: string) => void
  /** Something was asked: who hid the answers wants to see them. */
  onStart?: () => void
}

/** The prompt meets up to six models or versions: run, watch the answers come, see what they took. */
export function Playground(props: PlaygroundProps) {
  const { input, settings, preferred, onSettings, onBlocked, onRun, onStart } = props
  const { client } = useStudio()
  const chosenWidth = usePaneWidth('playground')
  const { entityId } = input
  const used = useColumns(entityId, preferred)
  const { columns } = used
  const shown = useShownRuns(
    entityId,
    columns.map(({ id }) => id),
  )
  const going = shown.some((each) => each.going)
  const [first] = shown

  useEffect(() => {
    const store = runStoreOf(entityId, 'first')
    if (store.getState().runId) return
    // An answer of before is a convenience: without it the pane is simply empty.
    reattach(client, store, entityId).catch(() => undefined)
  }, [client, entityId])

  const start = () => {
    if (going) return
    if (input.blocked) {
      onBlocked()
      say(input.blocked)
      return
    }
    onStart?.()
    const shared = sharedInput(input, columns.length > 1)
    for (const { id, choice, versionId } of columns) {
      if (!choice) continue
      const version = versionId ? { versionId, document: null } : { document: input.document() }
      void startRun(client, runStoreOf(entityId, id), { ...shared, ...version, choice })
    }
  }
  const stopOne = (runId: string | null) => {
    if (runId) client.run.stop({ id: runId }).catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
  const stop = () => {
    for (const each of shown) if (each.going) stopOne(each.runId)
  }
  useCommand('template.run', start)
  useCommand('run.stop', going ? stop : null)

  return (
    <section
      aria-label={t('playground.title')}
      className="relative flex max-w-[65%] shrink-0 flex-col border-l border-line bg-paper"
      style={chosenWidth ?? { width: widthOf(columns.length) }}
    >
      <PaneHead>
        <h2 className="min-w-0 truncate font-strong">{t('playground.title')}</h2>
        <Grow />
        <CompareColumns columns={columns} shown={shown} />
        <ExtrasButton entityId={entityId} extras={input.extras} onChange={input.onExtras} />
        <SettingsButton settings={settings} onChange={onSettings} />
        {columns.length < mostColumns && (
          <IconButton icon={Plus} label={t('playground.addColumn')} onClick={used.add} />
        )}
        {going ? (
          <Button
            look="primary"
            className="[&_svg]:fill-current"
            icon={Square}
            keys={keyOf('run.stop')}
            onClick={stop}
          >
            {t('playground.stop')}
          </Button>
        ) : (
          <Button
            look="primary"
            icon={Play}
            keys={keyOf('template.run')}
            onClick={start}
            offBecause={columns.some(({ choice }) => choice) ? null : t('playground.noModel')}
          >
            {t('playground.run')}
          </Button>
        )}
      </PaneHead>
      {first && <Notices shown={first} values={input.values} connection={columns[0]?.connection ?? null} />}
      <div className="flex min-h-0 flex-1 overflow-x-auto">
        {columns.map((column, index) => (
          <ColumnPane
            key={column.id}
            entityId={entityId}
            column={column}
            alone={columns.length === 1}
            number={index + 1}
            onChange={(next) => used.change(column.id, next)}
            onRemove={() => used.remove(column.id)}
            onStop={stopOne}
            onRun={onRun}
          />
        ))}
      </div>
      <PaneEdge pane="playground" at="left" />
    </section>
  )
}

/** What every column is asked with; side by side they share a group. */
function sharedInput({ entityId, values, extras }: PlaygroundProps['input'], several: boolean) {
  const { files, history, toolAnswers } = extras
  const answered = Object.entries(toolAnswers).filter(([, text]) => text.trim() !== '')
  return {
    entityId,
    values: { ...values },
    asksTools: true,
    files: [...files],
    history: [...history],
    toolAnswers: Object.fromEntries(answered.map(([name, text]) => [name, typedAnswer(text)])),
    ...(several ? { groupId: uuidv7() } : {}),
  }
}

/** One answer leaves the text its room; more take what they need, and scroll from three on where it is narrow. */
const widthOf = (count: number): string =>
  count === 1
    ? 'clamp(340px, 32cqw, 560px)'
    : `clamp(340px, ${Math.min(56, 26 + count * 9)}cqw, ${count * 460}px)`
