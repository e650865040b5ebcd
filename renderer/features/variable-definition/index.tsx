import { GitFork, PencilLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { EntityDetail } from '../../../contract/entity'
import { keyOf, useCommands } from '../../app/commands'
import { useItemTab, useRenameItem } from '../../app/item-tab'
import { useShowStatusLine } from '../../app/status-line'
import { keepMine, saveVersion, takeTheirs } from '../../data/draft/save'
import { walk } from '../../data/draft/store'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { clock } from '../../ui/format'
import { HistoryStrip } from '../../ui/history/history-strip'
import { Icon } from '../../ui/icon'
import { Grow, PaneHead, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { TitleField } from '../../ui/title-field'
import { DefinitionForm } from './form'
import { savingOf, useKeptDefinition, useOpenDefinition } from './open'
import { DefinitionContext, type DefinitionStore, useDefinition, useDefinitionStore } from './store'
import { Users } from './users'
import { useHistory } from './versions'

/** A shared variable in hand: what it is, and who follows it. */
export function DefinitionScreen({ id }: { id: string }) {
  const { store, detail, problem, retry } = useOpenDefinition(id)
  if (problem) return <Problem sentence={problem.sentence} details={problem.details} onRetry={retry} />
  if (!store || !detail) {
    return (
      <div className="flex-1 px-6 py-16">
        <SkeletonLines label={t('definition.opening')} widths={[30, 44, 40, 44, 36]} />
      </div>
    )
  }
  return (
    <DefinitionContext value={store}>
      <Opened detail={detail} store={store} />
    </DefinitionContext>
  )
}

function Opened({ detail, store }: { detail: EntityDetail; store: DefinitionStore }) {
  const { client } = useStudio()
  const [message, setMessage] = useState('')
  useItemTab(detail, store)
  useKeptDefinition(store)
  useStatusOfDefinition()
  const rename = useRenameItem(
    detail.id,
    () => store.getState().base.rowVersion,
    ({ versionId, versionNumber, rowVersion }) =>
      store.setState(({ base }) => ({ base: { ...base, versionId, versionNumber, rowVersion } })),
  )
  const save = async () => {
    const { wrongName, unsaved } = store.getState()
    if (wrongName !== null || !unsaved) return
    if (await saveVersion(savingOf(client, store), message.trim() || null)) setMessage('')
  }
  useCommands({
    'version.save': () => void save(),
    'items.undo': () => walk(store, 'undo'),
    'items.redo': () => walk(store, 'redo'),
  })
  const epoch = useEpoch()
  const history = useHistory()
  return (
    <section aria-label={t('definition.pane')} className="flex min-w-0 flex-1 flex-col">
      <Head title={detail.title} onRename={rename} onSave={() => void save()} />
      <Stale store={store} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto grid max-w-[960px] grid-cols-[minmax(0,420px)_minmax(220px,1fr)] gap-x-16 gap-y-8 px-6 py-6 max-[1000px]:grid-cols-1">
          <DefinitionForm key={epoch} />
          <Users id={detail.id} />
        </div>
      </div>
      <HistoryStrip of={history} message={message} onMessage={setMessage} />
    </section>
  )
}

/** A field keeps its own text while it is typed in: what came from elsewhere, or by undo, draws all of them anew. */
function useEpoch(): number {
  const store = useDefinitionStore()
  const document = useDefinition((state) => state.document)
  const typed = useDefinition((state) => state.typed)
  const drawn = useRef({ epoch: 0, document })
  const came = document !== typed && drawn.current.document !== document
  if (came) drawn.current = { epoch: drawn.current.epoch + 1, document }
  useEffect(() => {
    if (came) store.setState({ wrongName: null })
  }, [store, came])
  return drawn.current.epoch
}

interface HeadProps {
  title: string
  onRename: (title: string) => void
  onSave: () => void
}

function Head({ title, onRename, onSave }: HeadProps) {
  const unsaved = useDefinition((state) => state.unsaved)
  const number = useDefinition((state) => state.base.versionNumber)
  const saving = useDefinition((state) => state.saving)
  const stale = useDefinition((state) => state.stale !== null)
  const wrongName = useDefinition((state) => state.wrongName !== null)
  const nothing = unsaved ? null : t('variableSet.nothingToSave')
  const now = wrongName ? t('definition.nameFirst') : saving ? t('common.beingSaved') : nothing
  return (
    <PaneHead>
      <TitleField key={title} title={title} onRename={onRename} />
      <span className="flex shrink-0 items-center gap-1.5 text-small whitespace-nowrap text-ink-2">
        {unsaved && <Icon of={PencilLine} size={13} />}
        {unsaved ? t('editor.draftAfter', { number }) : t('editor.version', { number })}
      </span>
      <Grow />
      <Button
        onClick={onSave}
        keys={keyOf('version.save')}
        offBecause={stale ? t('definition.chooseFirst') : now}
      >
        {t('editor.saveVersion')}
      </Button>
    </PaneHead>
  )
}

/** Somebody saved in between: theirs can be looked at in the history before one is chosen. */
function Stale({ store }: { store: DefinitionStore }) {
  const { client } = useStudio()
  const stale = useDefinition((state) => state.stale)
  if (!stale) return null
  const number = stale.versionNumber
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-theirs px-4 py-2">
      <Icon of={GitFork} className="text-theirs-line" />
      <p className="min-w-0 flex-1 basis-44">{t('editor.savedElsewhere', { number })}</p>
      <Button small look="primary" onClick={() => void keepMine(savingOf(client, store))}>
        {t('editor.saveMine')}
      </Button>
      <Button small onClick={() => takeTheirs(store)}>
        {t('editor.takeVersion', { number })}
      </Button>
    </div>
  )
}

function useStatusOfDefinition() {
  const show = useShowStatusLine()
  const keptAt = useDefinition((state) => state.keptAt)
  const keepFailed = useDefinition((state) => state.keepFailed)
  const unsaved = useDefinition((state) => state.unsaved)
  const number = useDefinition((state) => state.base.versionNumber)
  useEffect(() => {
    const saved =
      unsaved && keptAt
        ? t('editor.draftSaved', { time: clock(keptAt) })
        : t('editor.versionSaved', { number })
    const text = keepFailed ? t('editor.draftNotSaved', { problem: keepFailed }) : saved
    show({ text, wrong: keepFailed !== null, more: [] })
  }, [show, keptAt, keepFailed, unsaved, number])
  useEffect(() => () => show(null), [show])
}
