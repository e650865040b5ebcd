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
  useSettings,
  VariablesPane,
} from '../features/editor'
import { Playground } from '../features/playground'
import { t } from '../i18n'
import { SkeletonLines } from '../ui/pane'
import { Problem } from '../ui/problem'
import { sayProblem } from '../ui/toast'
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
  return (
    <>
      <EditorPane title={detail.title} onRename={rename} />
      <VariablesPane asked={asked} />
      {isTemplate && <PlaygroundOf onAsked={() => setAsked(true)} />}
    </>
  )
}

function PlaygroundOf({ onAsked }: { onAsked: () => void }) {
  const input = useRunInput()
  const [settings, setSettings] = useSettings()
  return (
    <Playground
      input={input}
      settings={settings}
      onSettings={setSettings}
      onBlocked={onAsked}
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
