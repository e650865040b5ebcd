import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { problemOf } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { AnswerText } from '../../ui/answer-text'
import { Icon } from '../../ui/icon'
import { keyed } from '../../ui/keyed'
import { SkeletonLines } from '../../ui/pane'
import { useForm } from './run-input'
import { useDocument } from './store'

type Preview = Awaited<ReturnType<StudioClient['run']['preview']>>

/** What would be sent now, rendered by the host a moment after the last keystroke. */
export function usePreview(): UseQueryResult<Preview> {
  const { queries } = useStudio()
  const document = useDocument((state) => state.document)
  const { values } = useForm()
  const settled = useSettled({ document, values })
  const { document: text, values: filled } = settled
  return useQuery({
    ...queries.run.preview.queryOptions({
      input: {
        document: text.kind === 'template' ? text : { kind: 'template', form: 'text', messages: [] },
        values: filled,
      },
    }),
    enabled: text.kind === 'template',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })
}

/** The value once it has been left alone for a moment. */
function useSettled<T extends { document: unknown; values: unknown }>(value: T): T {
  const [settled, setSettled] = useState(value)
  const { document, values } = value
  useEffect(() => {
    const timer = setTimeout(() => setSettled((old) => ({ ...old, document, values })), 350)
    return () => clearTimeout(timer)
  }, [document, values])
  return settled
}

/** Messages as the model would read them, with the values that were put in still marked. */
export function ResolvedPreview({ preview }: { preview: UseQueryResult<Preview> }) {
  const { values } = useForm()
  if (preview.error) return <p className="px-5 py-5 text-failed">{problemOf(preview.error).sentence}</p>
  if (!preview.data) {
    return (
      <div className="px-5 py-6">
        <SkeletonLines label={t('editor.rendering')} widths={[72, 80, 64, 40]} />
      </div>
    )
  }
  const { messages, issues } = preview.data
  return (
    <div className="px-5 py-5">
      {issues.map((issue) => (
        <p key={`${issue.message} ${issue.line}`} className="mb-3 flex items-start gap-2 text-failed">
          <Icon of={CircleAlert} size={13} className="mt-1" />
          {issue.message}
        </p>
      ))}
      {keyed(messages).map(({ key, item: message }) => (
        <div key={key} className="flex pb-4">
          <span className="w-[72px] shrink-0 text-small text-ink-2">{t(`ui.role.${message.role}`)}</span>
          <div
            translate="no"
            className="max-w-[76ch] min-w-0 flex-1 border-l border-line-strong pl-4 font-mono text-manuscript whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
          >
            <AnswerText text={message.text} values={values} />
          </div>
        </div>
      ))}
    </div>
  )
}
