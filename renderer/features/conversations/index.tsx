import { useInfiniteQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { MessageCircle, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ConversationSummary } from '../../../contract/conversation'
import { conversationStates } from '../../../contract/vocabulary'
import { PaneEdge, usePaneWidth } from '../../app/pane-edge'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { wellClass } from '../../ui/field'
import { ago, exactly, money } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { Grow, PaneHead, SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { Select } from '../../ui/select'
import { NewConversation } from './new-conversation'
import { Thread } from './thread'

interface ConversationsScreenProps {
  conversationId: string | null
  onConversation: (id: string) => void
  onRun: (runId: string) => void
}

type StateFilter = 'any' | (typeof conversationStates)[number]

/** Conversations, the last used first, and the one in hand beside them. */
export function ConversationsScreen({ conversationId, onConversation, onRun }: ConversationsScreenProps) {
  const { queries } = useStudio()
  const width = usePaneWidth('conversations')
  const [filter, setFilter] = useState('')
  const [state, setState] = useState<StateFilter>('any')
  const [making, setMaking] = useState(false)
  const list = useInfiniteQuery(
    queries.conversation.list.infiniteOptions({
      input: (cursor: string | null) => ({
        cursor,
        limit: 50,
        ...(filter.trim() ? { filter: filter.trim() } : {}),
        ...(state === 'any' ? {} : { states: [state] }),
      }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
      placeholderData: (before) => before,
    }),
  )
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const shown = conversationId ?? items[0]?.id ?? null
  return (
    <>
      <section
        aria-label={t('conversations.title')}
        className="relative flex w-[clamp(260px,24vw,380px)] shrink-0 flex-col border-r border-line bg-panel"
        style={width}
      >
        <PaneHead>
          <h1 className="text-title font-strong">{t('conversations.title')}</h1>
          <Grow />
          <Button small icon={Plus} onClick={() => setMaking(true)}>
            {t('conversations.new')}
          </Button>
        </PaneHead>
        <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
          <input
            type="search"
            aria-label={t('conversations.search')}
            placeholder={t('conversations.search')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            className={clsx(wellClass(), 'h-7 min-w-0 flex-1')}
          />
          <Select
            label={t('conversations.stateLabel')}
            look="quiet"
            value={state}
            options={[
              { value: 'any', label: t('conversations.anyState') },
              ...conversationStates.map((value) => ({ value, label: t(`conversations.state.${value}`) })),
            ]}
            onChange={setState}
          />
        </div>
        {list.error && !list.data && (
          <Problem {...problemOf(list.error)} onRetry={() => void list.refetch()} />
        )}
        {!list.data && !list.error && (
          <div className="p-4">
            <SkeletonLines label={t('conversations.loading')} widths={[70, 84, 62]} />
          </div>
        )}
        {list.data && items.length === 0 && (
          <p className="p-4 text-ink-2">
            {filter.trim() || state !== 'any' ? t('conversations.nothingFits') : t('conversations.empty')}
          </p>
        )}
        <ul className="min-h-0 flex-1 overflow-auto">
          {items.map((item) => (
            <Row key={item.id} item={item} here={item.id === shown} onOpen={() => onConversation(item.id)} />
          ))}
          {list.hasNextPage && (
            <li className="p-2">
              <Button small look="quiet" onClick={() => void list.fetchNextPage()}>
                {t('conversations.more')}
              </Button>
            </li>
          )}
        </ul>
        <PaneEdge pane="conversations" at="right" />
      </section>
      {shown ? (
        <Thread key={shown} id={shown} onRun={onRun} />
      ) : (
        <div className="flex-1 px-10 py-14 text-ink-2">{list.data && t('conversations.begin')}</div>
      )}
      {making && <NewConversation onClose={() => setMaking(false)} onMade={onConversation} />}
    </>
  )
}

function Row({ item, here, onOpen }: { item: ConversationSummary; here: boolean; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        aria-current={here ? 'true' : undefined}
        className={clsx(
          'focus-inside block w-full border-b border-l-2 border-b-line px-3 py-2 text-left',
          here ? 'border-l-mark-line bg-select' : 'border-l-transparent hover:bg-hover',
        )}
      >
        <span className="flex items-center gap-2">
          <Icon of={MessageCircle} className="text-ink-2" />
          <span translate="no" className="min-w-0 flex-1 truncate font-medium">
            {item.title}
          </span>
          <span className="text-caption text-ink-2" title={exactly(item.lastAt)}>
            {ago(item.lastAt)}
          </span>
        </span>
        <span className="tabular mt-0.5 flex gap-2 pl-[23px] text-caption text-ink-2">
          <span>{t('conversations.messages', { count: item.messages })}</span>
          <span>{money(item.cost, item.currency)}</span>
          {item.state !== 'active' && <span>{t(`conversations.state.${item.state}`)}</span>}
        </span>
      </button>
    </li>
  )
}
