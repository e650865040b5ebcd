import { Popover } from '@base-ui/react/popover'
import { Paperclip, X } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { attachFiles } from '../../data/attach'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Labelled, wellClass } from '../../ui/field'
import { bytes } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { keyed } from '../../ui/keyed'
import { extrasOf } from './run-store'
import { useTemplateParts } from './use-template-parts'

/** What goes with a run beside the values: files, what stands for the history, and what tools shall answer. */
export function ExtrasButton({ entityId }: { entityId: string }) {
  const store = extrasOf(entityId)
  const { files, history, toolAnswers } = useStore(store)
  const answered = Object.values(toolAnswers).filter((text) => text.trim()).length
  const count = files.length + history.length + answered
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('playground.extras')}
        title={t('playground.extras')}
        className="tabular inline-flex h-6 items-center gap-1 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <Icon of={Paperclip} size={13} />
        {count > 0 && count}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover max-h-[70vh] w-80 space-y-4 overflow-auto p-3">
            <Popover.Title className="font-strong">{t('playground.extras')}</Popover.Title>
            <Files entityId={entityId} />
            <History entityId={entityId} />
            <ToolAnswers entityId={entityId} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Files({ entityId }: { entityId: string }) {
  const { client } = useStudio()
  const store = extrasOf(entityId)
  const { files } = useStore(store)
  const input = useRef<HTMLInputElement>(null)
  const add = async (chosen: FileList | null) => {
    const made = await attachFiles(client, chosen)
    store.setState((now) => ({ files: [...now.files, ...made].slice(0, 20) }))
  }
  return (
    <div className="space-y-1.5">
      <p className="font-medium">{t('playground.files')}</p>
      <ul>
        {keyed(files).map(({ key, item: file }) => (
          <li key={key} className="flex h-7 items-center gap-2">
            <span translate="no" className="min-w-0 flex-1 truncate">
              {file.name}
            </span>
            <span className="text-caption text-ink-3">{bytes(file.size)}</span>
            <IconButton
              icon={X}
              label={t('playground.removeFile', { name: file.name })}
              onClick={() =>
                store.setState((now) => ({ files: now.files.filter((_, index) => String(index) !== key) }))
              }
            />
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('playground.chooseFiles')}
        onChange={({ target }) => {
          void add(target.files)
        }}
      />
      <Button small icon={Paperclip} onClick={() => input.current?.click()}>
        {t('playground.attach')}
      </Button>
      <p className="text-caption text-ink-3">{t('playground.filesHint')}</p>
    </div>
  )
}

/** Lines that begin with the role, such as `user: Hello`; what follows without one belongs to the message before. */
function History({ entityId }: { entityId: string }) {
  const store = extrasOf(entityId)
  const { history } = useStore(store)
  const { hasHistory } = useTemplateParts(entityId)
  if (!hasHistory) return null
  const written = history.map(({ role, text }) => `${role}: ${text}`).join('\n')
  return (
    <Labelled label={t('playground.history')} hint={t('playground.historyHint')}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          defaultValue={written}
          spellCheck={false}
          onChange={(event) => store.setState({ history: readHistory(event.target.value) })}
          className={`${wellClass()} block max-h-40 resize-none py-1 font-mono field-sizing-content`}
        />
      )}
    </Labelled>
  )
}

export function readHistory(text: string): { role: 'user' | 'assistant'; text: string }[] {
  const messages: { role: 'user' | 'assistant'; text: string }[] = []
  for (const line of text.split('\n')) {
    const begun = /^(user|assistant):\s?(.*)$/i.exec(line)
    const last = messages.at(-1)
    if (begun) {
      const role = begun[1]?.toLowerCase() === 'assistant' ? 'assistant' : 'user'
      messages.push({ role, text: begun[2] ?? '' })
    } else if (last) last.text += `\n${line}`
    else if (line.trim()) messages.push({ role: 'user', text: line })
  }
  return messages
}

function ToolAnswers({ entityId }: { entityId: string }) {
  const store = extrasOf(entityId)
  const { toolAnswers } = useStore(store)
  const { tools } = useTemplateParts(entityId)
  if (tools.length === 0) return null
  return (
    <div className="space-y-3">
      <p className="text-caption text-ink-3">{t('playground.toolsHint')}</p>
      {tools.map((name) => (
        <Labelled key={name} label={t('playground.toolAnswer', { name })} note={t('playground.jsonOrText')}>
          {(ids) => (
            <textarea
              {...ids}
              rows={2}
              value={toolAnswers[name] ?? ''}
              spellCheck={false}
              onChange={({ target }) =>
                store.setState((now) => ({ toolAnswers: { ...now.toolAnswers, [name]: target.value } }))
              }
              className={`${wellClass()} block max-h-40 resize-none py-1 font-mono field-sizing-content`}
            />
          )}
        </Labelled>
      ))}
    </div>
  )
}
