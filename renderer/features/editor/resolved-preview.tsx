import { CircleAlert } from 'lucide-react'
import { memo } from 'react'
import type { TemplateIssue } from '../../../core/template/issues'
import type { RenderedMessage } from '../../../core/template/render'
import { t } from '../../i18n'
import { AnswerText } from '../../ui/answer-text'
import { AttachedFiles } from '../../ui/attached-files'
import { Icon } from '../../ui/icon'
import { keyed } from '../../ui/keyed'
import { SkeletonLines } from '../../ui/pane'
import { useForm } from './run-input'
import { useDocument } from './store'

/** Messages as the model would read them, level with every keystroke; values that were put in are marked. */
export function ResolvedPreview() {
  const { values } = useForm()
  const preview = useDocument((state) => state.preview)
  const unreadable = useDocument((state) => state.read.issues)
  if (!preview) {
    return (
      <div className="px-5 py-6">
        <SkeletonLines label={t('editor.rendering')} widths={[72, 80, 64, 40]} />
      </div>
    )
  }
  const named = new Set(preview.valueIssues.map(({ variable }) => variable))
  const problems = [
    ...unreadable.map(sentenceOf),
    ...preview.valueIssues.map(({ variable, message }) => `${variable}: ${message}`),
    // A missing value is named once, by its field.
    ...preview.renderIssues.filter(({ variable }) => !variable || !named.has(variable)).map(sentenceOf),
  ]
  return (
    <section aria-label={t('editor.preview')} className="px-5 py-5">
      {[...new Set(problems)].map((problem) => (
        <p key={problem} className="mb-3 flex items-start gap-2 text-failed">
          <Icon of={CircleAlert} size={13} className="mt-1" />
          {problem}
        </p>
      ))}
      {keyed([...preview.preview]).map(({ key, item }) => (
        <Message key={key} {...item} values={values} />
      ))}
    </section>
  )
}

interface MessageProps extends Pick<RenderedMessage, 'role' | 'text' | 'files'> {
  values: Readonly<Record<string, unknown>>
}

const Message = memo(function Message({ role, text, files, values }: MessageProps) {
  return (
    <div className="flex pb-4">
      <span className="w-[72px] shrink-0 text-small text-ink-2">{t(`ui.role.${role}`)}</span>
      <div
        translate="no"
        className="max-w-[76ch] min-w-0 flex-1 border-l border-line-strong pl-4 font-mono text-manuscript whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
      >
        {role === 'history' ? (
          <span className="text-ink-3 italic">{t('editor.historyStandsHere')}</span>
        ) : (
          <AnswerText text={text} values={values} />
        )}
        <AttachedFiles files={files} />
      </div>
    </div>
  )
})

/** The problem with its place in front, where it has one. */
export function sentenceOf({ message, line, column }: TemplateIssue): string {
  return line === null || column === null ? message : t('editor.located', { line, column, message })
}
