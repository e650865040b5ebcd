import { useEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { EntityDetail } from '../../contract/entity'
import { problemOf, surely } from '../data/problem'
import { useStudio } from '../data/studio'
import {
  DocumentContext,
  EditorPane,
  useOpenItem,
  useRunInput,
  useRunSettings,
  useSettings,
  VariablesPane,
} from '../features/editor'
import { Playground, useChosenModel } from '../features/playground'
import { t } from '../i18n'
import { SkeletonLines } from '../ui/pane'
import { Problem } from '../ui/problem'
import { Segmented } from '../ui/segmented'
import { sayProblem } from '../ui/toast'
import { useWidth } from '../ui/use-width'
import { describeTab, keepTab, markUnsaved, openTab } from './layout'
import { go } from './location'

/** A template or context in hand: text, form and, for a template, the playground. */
export function ItemScreen({ id }: { id: string }) {
  const { store, detail, problem, retry } = useOpenItem(id)
  if (problem) return <Problem sentence={problem.sentence} details={problem.details} onRetry={retry} />
  if (!store || !detail) {
    return (
      <div className="flex-1 px-24 py-16">
        <SkeletonLines label={t('frame.openingText')} widths={[66, 72, 48, 60, 70, 38]} />
      </div>
    )
  }
  return (
    <DocumentContext value={store}>
      <OpenItem detail={detail} store={store} />
    </DocumentContext>
  )
}

type Store = NonNullable<ReturnType<typeof useOpenItem>['store']>

function OpenItem({ detail, store }: { detail: EntityDetail; store: Store }) {
  const rename = useRename(detail, store)
  const [asked, setAsked] = useState(false)
  useTab(detail, store)
  const isTemplate = detail.document.kind === 'template'
  const choice = useChosenModel(detail.id, useRunSettings())
  const [outer, width] = useWidth()
  const [picked, choose] = useState<Beside | null>(null)
  const narrow = width > 0 && width < roomForAll
  const chosen = picked ?? (width < roomForTwo ? 'none' : 'variables')
  const hides = (pane: Beside) => narrow && chosen !== pane
  return (
    <div ref={outer} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {narrow && <BesideSwitch chosen={chosen} isTemplate={isTemplate} onChoose={choose} />}
      <div data-panes className="flex min-h-0 min-w-0 flex-1">
        <EditorPane title={detail.title} onRename={rename} choice={choice} />
        <div className={hides('variables') ? 'hidden' : 'contents'}>
          <VariablesPane asked={asked} title={detail.title} />
        </div>
        {isTemplate && (
          <div className={hides('playground') ? 'hidden' : 'contents'}>
            <PlaygroundOf
              onAsked={() => {
                setAsked(true)
                choose('variables')
              }}
              onStart={() => choose('playground')}
            />
          </div>
        )}
      </div>
    </div>
  )
}

/** Below this there is room for the text and one pane beside it. */
const roomForAll = 960
/** Below this the text alone is shown at first. */
const roomForTwo = 760
type Beside = 'none' | 'variables' | 'playground'

interface BesideSwitchProps {
  chosen: Beside
  isTemplate: boolean
  onChoose: (beside: Beside) => void
}

function BesideSwitch({ chosen, isTemplate, onChoose }: BesideSwitchProps) {
  return (
    <div className="flex h-9 shrink-0 items-center justify-end border-b border-line bg-panel px-4">
      <Segmented
        label={t('frame.paneShown')}
        value={chosen}
        options={[
          { value: 'none', label: t('frame.textOnly') },
          { value: 'variables', label: t('editor.variables') },
          ...(isTemplate ? [{ value: 'playground' as const, label: t('playground.title') }] : []),
        ]}
        onChange={onChoose}
      />
    </div>
  )
}

function PlaygroundOf({ onAsked, onStart }: { onAsked: () => void; onStart: () => void }) {
  const input = useRunInput()
  const [settings, setSettings] = useSettings()
  const preferred = useRunSettings()
  return (
    <Playground
      input={input}
      settings={settings}
      preferred={preferred}
      onSettings={setSettings}
      onBlocked={onAsked}
      onStart={onStart}
      onRun={(runId) => go({ at: 'runs', runId })}
    />
  )
}

/** The tab carries the item's title and its ink dot; an item reached by address gets a tab too. */
function useTab(detail: EntityDetail, store: Store) {
  const { id, title } = detail
  const form = detail.form ?? 'context'
  useEffect(() => {
    openTab({ id, title, form, preview: true })
    describeTab(id, { title, form })
  }, [id, title, form])
  useEffect(() => {
    const tell = () => {
      const { unsaved } = store.getState()
      markUnsaved(id, unsaved)
      // What was written in stays, even if it was only looked at before.
      if (unsaved) keepTab(id)
    }
    tell()
    return store.subscribe((now, before) => {
      if (now.unsaved !== before.unsaved) tell()
    })
  }, [id, store])
}

function useRename({ id }: EntityDetail, store: Store): (title: string) => void {
  const { client } = useStudio()
  return async (title) => {
    const { rowVersion } = store.getState().base
    const command = { commandId: uuidv7(), id, rowVersion, title }
    try {
      const renamed = await surely(() => client.entity.rename(command))
      store.setState(({ base }) => ({ base: { ...base, ...renamed } }))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
}
