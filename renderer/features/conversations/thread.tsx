import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { ConversationDetail } from '../../../contract/conversation'
import type { FileRef } from '../../../contract/file'
import { newestLeaf, pathTo } from '../../../core/conversation/path'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { AnswerBlocks } from '../../ui/answer-blocks'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Composer } from './composer'
import { MessageView } from './message-view'
import { ThreadHead } from './thread-head'
import { useAnswering } from './use-answering'
import { useModels } from './use-models'

/** One conversation: the branch in hand, and where the next word is written. */
export function Thread({ id, onRun }: { id: string; onRun: (runId: string) => void }) {
  const { queries } = useStudio()
  const detail = useQuery(queries.conversation.get.queryOptions({ input: { id } }))
  return (
    <section aria-label={t('conversations.one')} className="flex min-w-0 flex-1 flex-col">
      {detail.error && !detail.data && (
        <Problem {...problemOf(detail.error)} onRetry={() => void detail.refetch()} />
      )}
      {!detail.data && !detail.error && (
        <div className="px-10 py-12">
          <SkeletonLines label={t('conversations.loading')} widths={[52, 70, 64, 38]} />
        </div>
      )}
      {detail.data && <Opened conversation={detail.data} onRun={onRun} />}
    </section>
  )
}

function Opened({
  conversation,
  onRun,
}: {
  conversation: ConversationDetail
  onRun: (runId: string) => void
}) {
  const { id, tree, document, state } = conversation
  const [leafId, setLeafId] = useState<string | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const { answering, problem, begin, stop } = useAnswering()
  const { connectionId, model } = document.settings
  const { choice, choose } = useModels(connectionId && model ? { connectionId, model } : null)
  const end = leafId && tree.some((each) => each.id === leafId) ? newestLeaf(tree, leafId) : newestLeaf(tree)
  const branch = pathTo(tree, end?.id ?? null)
  // The host has the answer before its list says so: it is drawn once.
  const coming = answering && !tree.some(({ runId }) => runId === answering.runId) ? answering : null

  const send = async (
    text: string,
    files: readonly FileRef[],
    replyToId: string | null,
  ): Promise<boolean> => {
    if (!choice) return false
    const [messageId, runId] = [uuidv7(), uuidv7()]
    const sent = await begin(runId, messageId, (client) =>
      client.conversation.send({ id, messageId, replyToId, text, files: [...files], runId, choice }),
    )
    if (sent) {
      setLeafId(messageId)
      setEditing(null)
    }
    return sent
  }
  const again = (messageId: string) => {
    if (!choice) return
    const runId = uuidv7()
    void begin(runId, messageId, (client) =>
      client.conversation.regenerate({ id, messageId, runId, choice }),
    ).then((begun) => begun && setLeafId(messageId))
  }
  const shownBranch = coming ? pathTo(tree, coming.replyToId) : branch
  return (
    <>
      <ThreadHead conversation={conversation} branch={branch} />
      <div className="min-h-0 flex-1 overflow-auto">
        <ol className="mx-auto max-w-[860px] px-6 py-6">
          {shownBranch.map((message) => (
            <MessageView
              key={message.id}
              message={message}
              tree={tree}
              editing={editing === message.id}
              canChange={state === 'active' && !coming}
              onEdit={(on) => setEditing(on ? message.id : null)}
              onResend={(text) => send(text, message.files, message.replyToId)}
              onAgain={() => again(message.role === 'user' ? message.id : (message.replyToId ?? ''))}
              onBranch={setLeafId}
              onRun={onRun}
            />
          ))}
          {coming && (
            <li className="flex gap-4 py-3">
              <span className="w-20 shrink-0 text-right text-small text-ink-2">{t('ui.role.assistant')}</span>
              <div translate="no" className="min-w-0 flex-1 border-l border-line-strong pl-4 text-answer">
                <AnswerBlocks text={coming.text} values={{}} going />
              </div>
            </li>
          )}
          {branch.length === 0 && !coming && <li className="py-10 text-ink-2">{t('conversations.begin')}</li>}
        </ol>
      </div>
      {problem && (
        <p role="alert" className="border-t border-line px-6 py-2 text-failed">
          {problem.sentence}
        </p>
      )}
      <p role="status" className="sr-only">
        {coming ? t('playground.running') : ''}
      </p>
      <Composer
        state={state}
        choice={choice}
        onChoice={choose}
        going={coming !== null}
        onStop={stop}
        onSend={(text, files) => send(text, files, end?.id ?? null)}
      />
    </>
  )
}
