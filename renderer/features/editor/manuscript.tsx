import { History, MessageSquarePlus, Puzzle } from 'lucide-react'
import { type ComponentProps, memo, useMemo } from 'react'
import { uuidv7 } from 'uuidv7'
import { useShallow } from 'zustand/react/shallow'
import type { MessageRole } from '../../../contract/vocabulary'
import type { TemplateIssue } from '../../../core/template/issues'
import { useContextNames } from '../../data/context-names'
import { edit, walk } from '../../data/draft/store'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import type { Vocabulary } from '../../ui/code/complete'
import type { Known } from '../../ui/code/marks'
import { Menu, MenuItem } from '../../ui/menu'
import { MessageEditor } from './code/message-editor'
import type { Writing } from './document'
import { editText, messageOf } from './edits'
import { MessageRow } from './message-row'
import { useForm } from './run-input'
import { takeInHand, useDocument, useDocumentStore } from './store'

/** The text itself: roles in the margin like names in a play, a hairline, and the words. */
export function Manuscript() {
  const isContext = useDocument(({ document }) => document.kind === 'context')
  return <div className="px-5 py-5">{isContext ? <ContextText /> : <Messages />}</div>
}

/** What every text of the document is written with. */
interface Shared extends Pick<ComponentProps<typeof MessageEditor>, 'onWalk' | 'onInHand' | 'onCaret'> {
  readonly known: Known
  readonly vocabulary: Vocabulary
}

function useShared(): Shared {
  const store = useDocumentStore()
  const known = useKnown()
  const contexts = useContextNames()
  return useMemo(
    () => ({
      known,
      vocabulary: {
        variables: () => store.getState().document.variables.map((variable) => variable.name),
        contexts: () => contexts,
      },
      onWalk: (way) => walk(store, way),
      onInHand: (name) => takeInHand(store, name),
      onCaret: (line, column) => store.setState({ caret: { line, column } }),
    }),
    [store, known, contexts],
  )
}

function ContextText() {
  const store = useDocumentStore()
  const shared = useShared()
  const text = useDocument(({ document }) => (document.kind === 'context' ? document.text : ''))
  return (
    <div className="max-w-[76ch] border-l border-line-strong pl-4 text-manuscript">
      <MessageEditor
        {...shared}
        label={t('editor.contextText')}
        index={null}
        hint={t('editor.contextHint', { example: '{{ variables }}' })}
        text={text}
        issues={useIssues()}
        onChange={(typed) => edit(store, (now) => (now.kind === 'context' ? { ...now, text: typed } : now))}
      />
    </div>
  )
}

/** A key in one message draws the words of that message and nothing else. */
function Messages() {
  const shared = useShared()
  const ids = useDocument(
    useShallow(({ document }) => (document.kind === 'template' ? document.messages.map(({ id }) => id) : [])),
  )
  const isChat = useDocument(({ document }) => document.kind === 'template' && document.form === 'chat')
  return (
    <>
      {ids.map((id, index) => (
        <MessageRow key={id} id={id} index={index} last={ids.length - 1} plain={!isChat}>
          <MessageText id={id} index={index} shared={shared} />
        </MessageRow>
      ))}
      {isChat && <AddRow />}
    </>
  )
}

const MessageText = memo(function MessageText(props: { id: string; index: number; shared: Shared }) {
  const { id, index, shared } = props
  const store = useDocumentStore()
  const { role = 'user', text = '' } = useDocument(({ document }) => messageOf(document, id)) ?? {}
  const plain = useDocument(({ document }) => document.kind !== 'template' || document.form === 'text')
  const number = useDocument(({ document }) => turnOf(document, index))
  const issues = useIssues()
  const own = useMemo(() => issues.filter((issue) => issue.messageIndex === index), [issues, index])
  return (
    <MessageEditor
      {...shared}
      label={plain ? t('editor.promptText') : labelOf(role, number)}
      index={index}
      hint={hintOf(role)}
      text={text}
      issues={own}
      onChange={(typed) => edit(store, (now) => editText(now, id, typed))}
    />
  )
})

function useIssues(): readonly TemplateIssue[] {
  const { issues, warnings } = useDocument((state) => state.read)
  return useMemo(() => [...issues, ...warnings], [issues, warnings])
}

function hintOf(role: MessageRole): string {
  if (role === 'history') return ''
  if (role === 'assistant') return t('editor.assistantHint')
  return t(`editor.${role}Hint`, { example: '{{ name }}' })
}

/** Which one of its role the message is: 1 for the first user message, 2 for the second. */
function turnOf(document: Writing, index: number): number {
  const messages = document.kind === 'template' ? document.messages.slice(0, index + 1) : []
  return messages.filter(({ role }) => role === messages.at(-1)?.role).length
}

/** "User message"; "User message 2" where there is more than one. */
function labelOf(role: MessageRole, number: number): string {
  const name = t(`editor.${role}Message`)
  return number === 1 ? name : t('editor.numberedMessage', { message: name, number })
}

function useKnown(): Known {
  const inHand = useDocument((state) => state.inHand)
  const { issues } = useForm()
  const missing = issues
    .filter((issue) => issue.code === 'missing')
    .map((issue) => issue.variable)
    .join(' ')
  return useMemo(() => ({ inHand, empty: new Set(missing.split(' ').filter(Boolean)) }), [inHand, missing])
}

const AddRow = memo(function AddRow() {
  const store = useDocumentStore()
  const contexts = useContextNames()
  const add = (role: MessageRole) =>
    edit(store, (now) =>
      now.kind === 'template'
        ? { ...now, messages: [...now.messages, { id: uuidv7(), role, text: '' }] }
        : now,
    )
  const include = (slug: string) => {
    const { document } = store.getState()
    if (document.kind !== 'template') return
    const target = document.messages.find((message) => message.role !== 'history')
    if (!target) return
    const gap = target.text.trim() ? '\n\n' : ''
    const changed = editText(document, target.id, `${target.text.trimEnd()}${gap}{% render "${slug}" %}`)
    edit(store, () => changed)
  }
  const hasHistory = useDocument(
    (state) =>
      state.document.kind === 'template' &&
      state.document.messages.some((message) => message.role === 'history'),
  )
  return (
    <div className="ml-[72px] flex flex-wrap gap-1 border-l border-line-strong py-1 pl-2">
      <Button look="quiet" small icon={MessageSquarePlus} onClick={() => add('user')}>
        {t('editor.addMessage')}
      </Button>
      {!hasHistory && (
        <Button look="quiet" small icon={History} onClick={() => add('history')}>
          {t('editor.addHistory')}
        </Button>
      )}
      {contexts.length > 0 && (
        <Menu
          trigger={
            <Button look="quiet" small icon={Puzzle}>
              {t('editor.addContext')}
            </Button>
          }
        >
          {contexts.map((context) => (
            <MenuItem key={context.id} icon={Puzzle} onClick={() => include(context.slug)}>
              {context.title}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  )
})
