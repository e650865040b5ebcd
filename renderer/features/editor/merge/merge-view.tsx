import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { mergeDocuments } from '../../../../core/merge/document'
import type { Choices } from '../../../../core/merge/merge'
import type { Choice } from '../../../../core/merge/text'
import type { Base } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import type { Writing } from '../document'
import { ConflictBox } from './conflict-box'
import { MergedTextView } from './merged-text'
import { SettledTable } from './settled-table'

interface MergeViewProps {
  /** What both began from. */
  base: Base<Writing>
  mine: Writing
  theirs: Base<Writing>
  onClose: () => void
  onMerged: (document: Writing) => void
}

/** Both texts on their true base: what fits together is joined, what does not is asked, one conflict at a time. */
export function MergeView({ base, mine, theirs, onClose, onMerged }: MergeViewProps) {
  const [choices, setChoices] = useState<Choices>({})
  const merged = mergeDocuments(base.document, mine, theirs.document, choices)
  const choose = (id: string, choice: Choice | null) =>
    setChoices(({ [id]: _old, ...rest }) => (choice === null ? rest : { ...rest, [id]: choice }))
  const inTexts = new Set(merged.texts.map(({ path }) => path))
  const others = merged.conflicts.filter(({ kind, path }) => kind !== 'text' || !inTexts.has(path))
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('editor.mergeTitle', { number: theirs.versionNumber })}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            icon={GitMerge}
            offBecause={merged.open > 0 ? t('editor.conflictsOpen', { count: merged.open }) : null}
            onClick={() => onMerged(merged.document)}
          >
            {t('editor.merge')}
          </Button>
        </>
      }
    >
      <p role="status" className="mb-3 text-ink-2">
        {merged.open > 0 ? t('editor.conflictsOpen', { count: merged.open }) : t('editor.conflictsNone')}{' '}
        {t('editor.changesMerged', { count: merged.settled.length })}
      </p>
      <div className="mb-3 flex gap-4 text-small text-ink-2">
        <span className="border-l-2 border-mine-line bg-mine px-2">{t('editor.mineDraft')}</span>
        <span className="border-l-2 border-theirs-line bg-theirs px-2">
          {t('editor.theirs', { number: theirs.versionNumber })}
        </span>
      </div>
      <div className="space-y-5">
        {merged.texts.map((text) => (
          <MergedTextView
            key={text.path}
            text={text}
            document={merged.document}
            conflicts={merged.conflicts.filter(({ kind, path }) => kind === 'text' && path === text.path)}
            choices={choices}
            onChoose={choose}
          />
        ))}
        {others.map((conflict) => (
          <ConflictBox
            key={conflict.id}
            conflict={conflict}
            choice={choices[conflict.id]}
            onChoose={(choice) => choose(conflict.id, choice)}
          />
        ))}
        {merged.settled.length > 0 && <SettledTable settled={merged.settled} />}
      </div>
    </Dialog>
  )
}
