import { useEffect, useState } from 'react'
import type { ModelChoice } from '../../../contract/run'
import { useCommand } from '../../app/commands'
import { useShowStatusLine } from '../../app/status-line'
import { saveVersion } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { clock } from '../../ui/format'
import { HistoryStrip } from '../../ui/history/history-strip'
import { EditorHead, type Mode } from './editor-head'
import { FindBar } from './find/find-bar'
import { useHistory } from './history'
import { useKeptDraft } from './keep'
import { Manuscript } from './manuscript'
import { Problems } from './problems'
import { useReading } from './reading/use-reading'
import { ResolvedPreview } from './resolved-preview'
import { savingOf } from './save'
import { StaleChoice } from './stale-choice'
import { useDocument, useDocumentStore } from './store'
import { useMeasure } from './use-measure'

interface EditorPaneProps {
  title: string
  onRename: (title: string) => void
  /** The model that it would be run on: length and price are told for it. */
  choice: ModelChoice | null
}

/** The text of one template or context: written, or read as it would be sent. */
export function EditorPane({ title, onRename, choice }: EditorPaneProps) {
  const { client } = useStudio()
  const store = useDocumentStore()
  const [mode, setMode] = useState<Mode>('write')
  const [message, setMessage] = useState('')
  const history = useHistory()
  useReading(store)
  useKeptDraft(store)
  const [finding, setFinding] = useState(false)
  const measure = useMeasure(choice)
  const save = async () => {
    if (await saveVersion(savingOf(client, store), message.trim() || null)) setMessage('')
  }
  useCommand('version.save', () => void save())
  useCommand('text.find', () => {
    if (mode === 'preview') setMode('write')
    setFinding(true)
  })
  return (
    <section aria-label={t('editor.pane')} className="flex min-w-0 flex-1 flex-col">
      <EditorHead
        title={title}
        onRename={onRename}
        mode={mode}
        onMode={setMode}
        measure={measure}
        onSave={() => void save()}
      />
      <StatusOfDocument tokens={measure?.tokens ?? null} exact={measure?.exact ?? false} />
      <StaleChoice />
      <Problems />
      {finding && mode !== 'preview' && <FindBar onClose={() => setFinding(false)} />}
      <div className="flex min-h-0 flex-1 flex-col">
        {mode !== 'preview' && (
          <div className="min-h-0 flex-1 overflow-auto">
            <Manuscript />
          </div>
        )}
        {mode !== 'write' && (
          <div
            className={`min-h-0 flex-1 overflow-auto ${mode === 'both' ? 'border-t border-line bg-panel' : ''}`}
          >
            <ResolvedPreview />
          </div>
        )}
      </div>
      <HistoryStrip of={history} message={message} onMessage={setMessage} />
    </section>
  )
}

/** Saved, where the caret is, how long the prompt is, what cannot be read. By itself: the caret moves with every key. */
function StatusOfDocument({ tokens, exact }: { tokens: number | null; exact: boolean }) {
  const show = useShowStatusLine()
  const keptAt = useDocument((state) => state.keptAt)
  const keepFailed = useDocument((state) => state.keepFailed)
  const unsaved = useDocument((state) => state.unsaved)
  const versionNumber = useDocument((state) => state.base.versionNumber)
  const caret = useDocument((state) => state.caret)
  const problems = useDocument((state) => state.read.issues.length)
  useEffect(() => {
    const saved =
      unsaved && keptAt
        ? t('editor.draftSaved', { time: clock(keptAt) })
        : t('editor.versionSaved', { number: versionNumber })
    const more = [
      caret && t('editor.caret', caret),
      tokens !== null && t(exact ? 'editor.tokensExact' : 'editor.tokensEstimated', { count: tokens }),
      problems > 0 && t('editor.problems', { count: problems }),
    ].filter((part) => typeof part === 'string')
    show({
      text: keepFailed ? t('editor.draftNotSaved', { problem: keepFailed }) : saved,
      wrong: keepFailed !== null,
      more,
    })
  }, [show, keptAt, keepFailed, unsaved, versionNumber, caret, tokens, exact, problems])
  useEffect(() => () => show(null), [show])
  return null
}
