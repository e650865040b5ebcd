import { Play, Square } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ModelSettings, TemplateDocument } from '../../../contract/template'
import { keyOf, useCommand } from '../../app/commands'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Grow, PaneHead } from '../../ui/pane'
import { say, sayProblem } from '../../ui/toast'
import { Answer } from './answer'
import { reattach, startRun } from './follow'
import { ModelSelect } from './model-select'
import { Notices } from './notices'
import { runStoreOf } from './run-store'
import { SettingsButton } from './settings'
import { useChoice } from './use-choice'

interface PlaygroundProps {
  input: {
    readonly entityId: string
    readonly document: TemplateDocument | null
    readonly values: Readonly<Record<string, unknown>>
    readonly blocked: string | null
  }
  settings: ModelSettings
  onSettings: (settings: ModelSettings) => void
  /** Run was asked for while values are missing: the form shows where. */
  onBlocked: () => void
  onRun: (runId: string) => void
}

/** The prompt meets a model: run, watch the answer come, see what it took. */
export function Playground({ input, settings, onSettings, onBlocked, onRun }: PlaygroundProps) {
  const { client } = useStudio()
  const { entityId } = input
  const store = runStoreOf(entityId)
  const shown = useStore(store)
  const choosing = useChoice(entityId, settings)

  useEffect(() => {
    if (store.getState().runId) return
    // An answer of before is a convenience: without it the pane is simply empty.
    reattach(client, store, entityId).catch(() => undefined)
  }, [client, store, entityId])

  const start = () => {
    if (shown.going) return
    if (input.blocked) {
      onBlocked()
      say(input.blocked)
      return
    }
    if (choosing.choice) void startRun(client, store, { ...input, choice: choosing.choice })
  }
  const stop = () => {
    const { runId } = store.getState()
    if (runId) client.run.stop({ id: runId }).catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
  useCommand('template.run', start)
  useCommand('run.stop', shown.going ? stop : null)

  return (
    <section
      aria-label={t('playground.title')}
      className="flex w-[clamp(340px,31vw,560px)] shrink-0 flex-col border-l border-line bg-paper"
    >
      <PaneHead>
        <h2 className="font-strong">{t('playground.title')}</h2>
        <Grow />
        {shown.going ? (
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
            offBecause={choosing.choice ? null : t('playground.noModel')}
          >
            {t('playground.run')}
          </Button>
        )}
      </PaneHead>
      <Notices shown={shown} values={input.values} connection={choosing.connection} />
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3">
        <ModelSelect {...choosing} />
        <Grow />
        <SettingsButton settings={settings} onChange={onSettings} />
      </div>
      <Answer shown={shown} onRun={onRun} />
    </section>
  )
}
