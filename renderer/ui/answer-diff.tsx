import { diffWordsWithSpace } from 'diff'
import { t } from '../i18n'
import { keyed } from './keyed'

/** Above this a diff by words would hold the window; lines are compared by eye then. */
const mostLetters = 60_000

/** Two answers as one text: what only the first says is struck, what only the second says is marked. */
export function AnswerDiff({ before, after }: { before: string; after: string }) {
  if (before === after) return <p className="text-ink-2">{t('ui.diff.same')}</p>
  if (before.length + after.length > mostLetters) return <p className="text-ink-2">{t('ui.diff.tooLong')}</p>
  const parts = keyed(diffWordsWithSpace(before, after, { timeout: 800 }) ?? [])
  if (parts.length === 0) return <p className="text-ink-2">{t('ui.diff.tooLong')}</p>
  return (
    <div translate="no" className="max-w-[72ch] whitespace-pre-wrap text-answer [overflow-wrap:anywhere]">
      {parts.map(({ key, item }) =>
        item.added ? (
          <ins key={key} className="bg-add no-underline">
            {item.value}
          </ins>
        ) : item.removed ? (
          <del key={key} className="bg-del">
            {item.value}
          </del>
        ) : (
          <span key={key}>{item.value}</span>
        ),
      )}
    </div>
  )
}
