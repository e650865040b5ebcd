import { useQuery } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import type { EntityDetail } from '../../contract/entity'
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
import { DefinitionScreen } from '../features/variable-definition'
import { SetScreen } from '../features/variable-set'
import { t } from '../i18n'
import { SkeletonLines } from '../ui/pane'
import { Problem } from '../ui/problem'
import { Segmented } from '../ui/segmented'
import { useWidth } from '../ui/use-width'
import { useItemTab, useRenameItem } from './item-tab'
import { go } from './location'

/** The canvas is large and comes when the first workflow is opened. */
const WorkflowScreen = lazy(() =>
  import('../features/workflow').then((module) => ({ default: module.WorkflowScreen })),
)

/** A template or context to be written, the rows of a variable set, what a shared variable is, or the graph of a workflow. */
export function ItemScreen({ id }: { id: string }) {
  const { queries } = useStudio()
  const head = useQuery(queries.entity.get.queryOptions({ input: { id } }))
  if (head.data?.type === 'workflow') return <WorkflowScreen key={id} id={id} />
  if (head.data?.type === 'variable_set') return <SetScreen id={id} />
  if (head.data?.type === 'variable_definition') return <DefinitionScreen id={id} />
  return <WritingScreen id={id} />
}

/** A template or context in hand: text, form and, for a template, the playground. */
function WritingScreen({ id }: { id: string }) {
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
  useItemTab(detail, store)
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

const useRename = ({ id }: EntityDetail, store: Store): ((title: string) => void) =>
  useRenameItem(
    id,
    () => store.getState().base.rowVersion,
    (renamed) => store.setState(({ base }) => ({ base: { ...base, ...renamed } })),
  )
