import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { uuidv7 } from 'uuidv7'
import type { Message } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { Select } from '../../../ui/select'
import { LiquidField } from './liquid-field'

interface MessageListProps {
  messages: readonly Message[]
  problem: string | null
  onChange: (messages: Message[]) => void
}

const writable = ['system', 'user', 'assistant'] as const

/** What a model is sent, message by message. */
export function MessageList({ messages, problem, onChange }: MessageListProps) {
  const put = (id: string, change: Partial<Message>) =>
    onChange(messages.map((each) => (each.id === id ? { ...each, ...change } : each)))
  const move = (at: number, by: number) => {
    const rest = messages.filter((_, index) => index !== at)
    onChange([...rest.slice(0, at + by), ...messages.slice(at, at + 1), ...rest.slice(at + by)])
  }
  const add = () => {
    const role = messages.length === 0 ? 'system' : 'user'
    onChange([...messages, { id: uuidv7(), role, text: '' }])
  }
  return (
    <section aria-label={t('nodeForm.messages')} className="space-y-2">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h4 className="font-medium">{t('nodeForm.messages')}</h4>
        <Button small look="quiet" icon={Plus} onClick={add}>
          {t('common.add')}
        </Button>
      </div>
      {messages.map((message, at) => {
        const label = t('nodeForm.message', { number: at + 1 })
        return (
          <div key={message.id} className="space-y-1">
            <LiquidField
              label={label}
              text={message.text}
              problem={at === 0 ? problem : null}
              note={
                <span className="flex items-center">
                  <Select
                    look="quiet"
                    label={t('nodeForm.roleOf', { message: label })}
                    value={message.role}
                    options={(message.role === 'history' ? (['history'] as const) : writable).map((role) => ({
                      value: role,
                      label: t(`ui.role.${role}`),
                    }))}
                    onChange={(role) => put(message.id, { role })}
                  />
                  <IconButton
                    icon={ArrowUp}
                    label={t('nodeForm.moveUp', { name: label })}
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={t('nodeForm.moveDown', { name: label })}
                    disabled={at === messages.length - 1}
                    onClick={() => move(at, 1)}
                  />
                  <IconButton
                    icon={Trash2}
                    label={t('nodeForm.remove', { name: label })}
                    onClick={() => onChange(messages.filter(({ id }) => id !== message.id))}
                  />
                </span>
              }
              onChange={(text) => put(message.id, { text })}
            />
          </div>
        )
      })}
      {messages.length === 0 && (
        <p lang={problem ? 'en' : undefined} className="text-small text-ink-2">
          {problem ?? t('nodeForm.noMessages')}
        </p>
      )}
    </section>
  )
}
