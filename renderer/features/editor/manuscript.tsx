import { History, MessageSquarePlus, Puzzle } from 'lucide-react'
import { memo, useMemo } from 'react'
import { uuidv7 } from 'uuidv7'
import type { TemplateDocument } from '../../../contract/template'
import type { MessageRole } from '../../../contract/vocabulary'
import { useContextNames } from '../../data/context-names'
import { edit, walk } from '../../data/draft/store'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import type { Known } from '../../ui/code/marks'
import { Menu, MenuItem } from '../../ui/menu'
import { MessageEditor } from './code/message-editor'
import { editText } from './edits'
import { MessageRow } from './message-row'
import { useForm } from './run-input'
import { takeInHand, useDocument, useDocumentStore } from './store'

/** The text itself: roles in the margin like names in a play, a hairline, and the words. */
export function Manuscript() {
  const store = useDocumentStore()
  const document = useDocument((state) => state.document)
  const read = useDocument((state) => state.read)
  const issues = useMemo(() => [...read.issues, ...read.warnings], [read])
  const known = useKnown()
  const contexts = useContextNames()
  const vocabulary = useMemo(
    () => ({
      variables: () => store.getState().document.variables.map((variable) => variable.name),
      contexts: () => contexts,
    }),
    [store, contexts],
  )
  const shared = {
    onWalk: (way: 'undo' | 'redo') => walk(store, way),
    known,
    vocabulary,
    onInHand: (name: string | null) => takeInHand(store, name),
    onCaret: (line: number, column: number) => store.setState({ caret: { line, column } }),
  }
  if (document.kind === 'context') {
    return (
      <div className="px-5 py-5">
        <div className="max-w-[76ch] border-l border-line-strong pl-4 text-manuscript">
          <MessageEditor
            {...shared}
            label={t('editor.contextText')}
            index={null}
            hint={t('editor.contextHint', { example: '{{ variables }}' })}
            text={document.text}
            issues={issues}
            onChange={(text) => edit(store, (now) => (now.kind === 'context' ? { ...now, text } : now))}
          />
        </div>
      </div>
    )
  }
  return (
    <div className="px-5 py-5">
      {document.messages.map((message, index) => (
        <MessageRow
          key={message.id}
          message={message}
          index={index}
          last={document.messages.length - 1}
          plain={document.form === 'text'}
        >
          <MessageEditor
            {...shared}
            label={labelOf(document, index)}
            index={index}
            hint={hintOf(message.role)}
            text={message.text}
            issues={issues.filter((issue) => issue.messageIndex === index)}
            onChange={(text) => edit(store, (now) => editText(now, message.id, text))}
          />
        </MessageRow>
      ))}
      {document.form === 'chat' && <AddRow />}
    </div>
  )
}

function hintOf(role: MessageRole): string {
  if (role === 'history') return ''
  if (role === 'assistant') return t('editor.assistantHint')
  return t(`editor.${role}Hint`, { example: '{{ name }}' })
}

/** "User message"; "User message 2" where there is more than one. */
function labelOf({ form, messages }: TemplateDocument, index: number): string {
  const message = messages[index]
  if (!message || form === 'text') return t('editor.promptText')
  const before = messages.slice(0, index).filter((each) => each.role === message.role).length
  const name = t(`editor.${message.role}Message`)
  return before === 0 ? name : t('editor.numberedMessage', { message: name, number: before + 1 })
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
