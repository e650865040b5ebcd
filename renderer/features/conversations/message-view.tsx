import { ChevronLeft, ChevronRight, Pencil, RefreshCw, ScrollText } from 'lucide-react'
import { useState } from 'react'
import type { ConversationMessage } from '../../../contract/conversation'
import { siblingsOf } from '../../../core/conversation/path'
import { t } from '../../i18n'
import { AnswerBlocks } from '../../ui/answer-blocks'
import { Button, IconButton } from '../../ui/button'
import { wellClass } from '../../ui/field'
import { duration, exactly, money } from '../../ui/format'
import { keyed } from '../../ui/keyed'
import { remedyOf } from '../../ui/run-remedy'
import { RunBadge } from '../../ui/status'

interface MessageViewProps {
  message: ConversationMessage
  tree: readonly ConversationMessage[]
  editing: boolean
  canChange: boolean
  onEdit: (on: boolean) => void
  onResend: (text: string) => Promise<boolean>
  onAgain: () => void
  onBranch: (leafId: string) => void
  onRun: (runId: string) => void
}

/** A message with its role in the margin, as in a play; its other branches are a step away. */
export function MessageView(props: MessageViewProps) {
  const { message, tree, editing, canChange, onEdit, onAgain, onBranch, onRun } = props
  const { role, text, files, status, error, runId } = message
  const remedy = status && status !== 'success' ? remedyOf({ status, error }) : null
  return (
    <li className="group flex gap-4 py-3">
      <span className="w-20 shrink-0 text-right text-small text-ink-2" title={exactly(message.createdAt)}>
        {t(`ui.role.${role}`)}
      </span>
      <div className="min-w-0 flex-1 border-l border-line-strong pl-4">
        {status && status !== 'success' && (
          <p className="mb-1">
            <RunBadge status={status} />
          </p>
        )}
        {remedy && <p className="mb-1 text-ink-2">{remedy}</p>}
        {editing ? (
          <EditMessage {...props} />
        ) : (
          <div translate="no" className="text-answer">
            <AnswerBlocks text={text} values={{}} going={false} />
          </div>
        )}
        {keyed(files).map(({ key, item }) => (
          <p key={key} translate="no" className="text-small text-ink-2">
            {item.name}
          </p>
        ))}
        {!editing && (
          <div className="mt-1 flex min-h-6 flex-wrap items-center gap-1 text-caption text-ink-2">
            <Branches message={message} tree={tree} onBranch={onBranch} />
            {role === 'assistant' && (
              <span className="tabular mr-1">
                {[message.model, duration(message.durationMs), money(message.cost, message.currency)].join(
                  ' · ',
                )}
              </span>
            )}
            {canChange && role === 'user' && (
              <IconButton icon={Pencil} label={t('conversations.edit')} onClick={() => onEdit(true)} />
            )}
            {canChange && <IconButton icon={RefreshCw} label={t('conversations.again')} onClick={onAgain} />}
            {runId && (
              <IconButton icon={ScrollText} label={t('playground.runDetails')} onClick={() => onRun(runId)} />
            )}
          </div>
        )}
      </div>
    </li>
  )
}

/** Which of several alternatives this is, and the way to the others. */
function Branches({ message, tree, onBranch }: Pick<MessageViewProps, 'message' | 'tree' | 'onBranch'>) {
  const siblings = siblingsOf(tree, message)
  if (siblings.length < 2) return null
  const at = siblings.findIndex(({ id }) => id === message.id)
  const step = (by: number) => {
    const target = siblings[at + by]
    if (target) onBranch(target.id)
  }
  return (
    <span className="mr-1 inline-flex items-center">
      <IconButton
        icon={ChevronLeft}
        label={t('conversations.earlier')}
        disabled={at === 0}
        onClick={() => step(-1)}
      />
      <span className="tabular">{t('conversations.branchOf', { at: at + 1, of: siblings.length })}</span>
      <IconButton
        icon={ChevronRight}
        label={t('conversations.later')}
        disabled={at === siblings.length - 1}
        onClick={() => step(1)}
      />
    </span>
  )
}

function EditMessage({
  message,
  onEdit,
  onResend,
}: Pick<MessageViewProps, 'message' | 'onEdit' | 'onResend'>) {
  const [text, setText] = useState(message.text)
  return (
    <div className="space-y-2">
      <textarea
        aria-label={t('conversations.editField')}
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={`${wellClass()} block max-h-80 resize-none py-1.5 field-sizing-content`}
      />
      <p className="text-caption text-ink-2">{t('conversations.editHint')}</p>
      <div className="flex gap-2">
        <Button small onClick={() => onEdit(false)}>
          {t('common.cancel')}
        </Button>
        <Button
          small
          onClick={() => void onResend(text)}
          offBecause={text.trim() ? null : t('conversations.writeFirst')}
        >
          {t('conversations.resend')}
        </Button>
      </div>
    </div>
  )
}
