import { Download, Trash2 } from 'lucide-react'
import { uuidv7 } from 'uuidv7'
import type { ConversationDetail, ConversationMessage } from '../../../contract/conversation'
import { conversationStates } from '../../../contract/vocabulary'
import { conversationJson, conversationMarkdown } from '../../../core/conversation/export'
import { saveFile } from '../../data/file'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { count, money } from '../../ui/format'
import { Menu, MenuItem } from '../../ui/menu'
import { PaneHead } from '../../ui/pane'
import { Select } from '../../ui/select'
import { say, sayProblem } from '../../ui/toast'

interface ThreadHeadProps {
  conversation: ConversationDetail
  branch: readonly ConversationMessage[]
}

/** Its name, its state, what it has taken so far, and the ways out of it. */
export function ThreadHead({ conversation, branch }: ThreadHeadProps) {
  const { client } = useStudio()
  const { id, rowVersion, title, state, inputTokens, outputTokens, cost, currency } = conversation
  const attempt = (work: () => Promise<unknown>) => {
    work().catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
  const change = (next: { title?: string; state?: typeof state }) => {
    const command = { commandId: uuidv7(), id, rowVersion, ...next }
    attempt(() => surely(() => client.conversation.change(command)))
  }
  const trash = () =>
    attempt(async () => {
      const commandId = uuidv7()
      await surely(() => client.entity.change({ commandId, ids: [id], change: { do: 'trash' } }))
      say(t('conversations.trashed', { title }), {
        label: t('common.undo'),
        run: () => attempt(() => surely(() => client.entity.undo({ commandId: uuidv7(), undo: commandId }))),
      })
    })
  return (
    <PaneHead>
      <input
        key={title}
        aria-label={t('conversations.titleField')}
        defaultValue={title}
        maxLength={200}
        translate="no"
        onBlur={({ target }) => {
          const next = target.value.trim()
          if (next && next !== title) change({ title: next })
          else target.value = title
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className="min-w-0 flex-1 truncate rounded-control bg-transparent px-1 text-title font-strong hover:bg-hover"
      />
      <Select
        label={t('conversations.stateLabel')}
        look="quiet"
        value={state}
        options={conversationStates.map((value) => ({ value, label: t(`conversations.state.${value}`) }))}
        onChange={(next) => change({ state: next })}
      />
      <span className="tabular text-small whitespace-nowrap text-ink-2">
        {t('conversations.totals', {
          tokens: count(inputTokens + outputTokens),
          cost: money(cost, currency),
        })}
      </span>
      <Menu
        trigger={
          <Button small icon={Download}>
            {t('conversations.export')}
          </Button>
        }
      >
        <MenuItem onClick={() => saveFile(`${title}.md`, conversationMarkdown(conversation, branch))}>
          {t('conversations.asMarkdown')}
        </MenuItem>
        <MenuItem onClick={() => saveFile(`${title}.json`, conversationJson(conversation))}>
          {t('conversations.asJson')}
        </MenuItem>
      </Menu>
      <Button small look="quiet" icon={Trash2} onClick={trash}>
        {t('conversations.trash')}
      </Button>
    </PaneHead>
  )
}
