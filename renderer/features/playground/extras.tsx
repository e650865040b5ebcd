import { Popover } from '@base-ui/react/popover'
import { Paperclip, X } from 'lucide-react'
import { useRef } from 'react'
import type { RunExtras } from '../../../contract/draft'
import { attachFiles } from '../../data/attach'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Labelled, wellClass } from '../../ui/field'
import { bytes } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { keyed } from '../../ui/keyed'
import { useTemplateParts } from './use-template-parts'

export type ChangeExtras = (change: (extras: RunExtras) => Partial<RunExtras>) => void

interface ExtrasProps {
  extras: RunExtras
  onChange: ChangeExtras
}

/** What goes with a run beside the values: files, what stands for the history, and what tools shall answer. */
export function ExtrasButton({ entityId, extras, onChange }: ExtrasProps & { entityId: string }) {
  const { files, history, toolAnswers } = extras
  const { tools, hasHistory } = useTemplateParts(entityId)
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
            <Files extras={extras} onChange={onChange} />
            {hasHistory && <History extras={extras} onChange={onChange} />}
            {tools.length > 0 && <ToolAnswers extras={extras} onChange={onChange} tools={tools} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Files({ extras: { files }, onChange }: ExtrasProps) {
  const { client } = useStudio()
  const input = useRef<HTMLInputElement>(null)
  const add = async (chosen: FileList | null) => {
    const made = await attachFiles(client, chosen)
    onChange((now) => ({ files: [...now.files, ...made].slice(0, 20) }))
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
                onChange((now) => ({ files: now.files.filter((_, index) => String(index) !== key) }))
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
function History({ extras: { history }, onChange }: ExtrasProps) {
  const written = history.map(({ role, text }) => `${role}: ${text}`).join('\n')
  return (
    <Labelled label={t('playground.history')} hint={t('playground.historyHint')}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          defaultValue={written}
          spellCheck={false}
          onChange={(event) => onChange(() => ({ history: readHistory(event.target.value) }))}
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

function ToolAnswers({
  extras: { toolAnswers },
  onChange,
  tools,
}: ExtrasProps & { tools: readonly string[] }) {
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
                onChange((now) => ({ toolAnswers: { ...now.toolAnswers, [name]: target.value } }))
              }
              className={`${wellClass()} block max-h-40 resize-none py-1 font-mono field-sizing-content`}
            />
          )}
        </Labelled>
      ))}
    </div>
  )
}
