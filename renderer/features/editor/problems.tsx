import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { TemplateIssue } from '../../../core/template/issues'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { goTo } from './code/go-to'
import { sentenceOf } from './resolved-preview'
import { useDocument } from './store'

const few = 3

/** Everything that is wrong with the text, each a way to its place; nothing where nothing is. */
export function Problems() {
  const issues = useDocument((state) => state.read.issues)
  const warnings = useDocument((state) => state.read.warnings)
  const [all, setAll] = useState(false)
  const problems = [
    ...issues.map((issue) => ({ issue, wrong: true })),
    ...warnings.map((issue) => ({ issue, wrong: false })),
  ]
  if (problems.length === 0) return null
  const shown = all ? problems : problems.slice(0, few)
  return (
    <section
      aria-label={t('editor.problemsList')}
      className="max-h-40 shrink-0 overflow-auto border-b border-line bg-panel px-4 py-1.5"
    >
      <ul>
        {shown.map(({ issue, wrong }) => (
          <li key={`${issue.code} ${issue.messageIndex} ${issue.line} ${issue.column} ${issue.message}`}>
            <Row issue={issue} wrong={wrong} />
          </li>
        ))}
      </ul>
      {problems.length > few && (
        <button
          type="button"
          onClick={() => setAll(!all)}
          className="h-6 rounded-control px-1 text-small text-ink-2 underline hover:text-ink"
        >
          {all ? t('editor.fewerProblems') : t('editor.moreProblems', { count: problems.length - few })}
        </button>
      )}
    </section>
  )
}

function Row({ issue, wrong }: { issue: TemplateIssue; wrong: boolean }) {
  const words = (
    <>
      <Icon
        of={wrong ? CircleAlert : TriangleAlert}
        size={13}
        className={`mt-1 ${wrong ? 'text-failed' : 'text-ink-3'}`}
      />
      <span className="sr-only">{t(wrong ? 'editor.problemWord' : 'editor.warningWord')}</span>
      <span translate="no" className="min-w-0">
        {sentenceOf(issue)}
      </span>
    </>
  )
  if (issue.line === null) return <p className="flex gap-2 px-1 py-0.5 text-small">{words}</p>
  return (
    <button
      type="button"
      onClick={() => goTo(issue)}
      className="flex w-full gap-2 rounded-control px-1 py-0.5 text-left text-small hover:bg-hover"
    >
      {words}
    </button>
  )
}
