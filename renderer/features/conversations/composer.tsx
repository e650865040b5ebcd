import { Paperclip, Send, Square, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { FileRef } from '../../../contract/file'
import type { ModelChoice } from '../../../contract/run'
import type { ConversationDocument } from '../../../contract/template'
import { attachFiles } from '../../data/attach'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { wellClass } from '../../ui/field'
import { keyed } from '../../ui/keyed'
import { ModelField } from '../../ui/model-field'
import { Grow } from '../../ui/pane'

interface ComposerProps {
  state: ConversationDocument['state']
  choice: ModelChoice | null
  onChoice: (choice: ModelChoice) => void
  going: boolean
  onStop: () => void
  /** True where it was sent: the field is emptied only then. */
  onSend: (text: string, files: readonly FileRef[]) => Promise<boolean>
}

/** Where the next word is written. Enter with Ctrl or Command sends. */
export function Composer({ state, choice, onChoice, going, onStop, onSend }: ComposerProps) {
  const { client } = useStudio()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const input = useRef<HTMLInputElement>(null)
  const offBecause =
    state !== 'active'
      ? t('conversations.notActive')
      : !choice
        ? t('playground.noModel')
        : text.trim()
          ? null
          : t('conversations.writeFirst')
  const send = async () => {
    if (offBecause || going) return
    if (await onSend(text, files)) {
      setText('')
      setFiles([])
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      void send()
    }
  }
  return (
    <div className="shrink-0 border-t border-line bg-panel px-6 py-3">
      <div className="mx-auto max-w-[860px] space-y-2">
        <textarea
          aria-label={t('conversations.say')}
          placeholder={state === 'active' ? t('conversations.say') : t('conversations.notActive')}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className={`${wellClass()} block max-h-60 resize-none py-1.5 field-sizing-content`}
        />
        {files.length > 0 && (
          <ul className="flex flex-wrap gap-1.5">
            {keyed(files).map(({ key, item }) => (
              <li
                key={key}
                className="inline-flex h-6 items-center gap-1 border border-line-strong pl-2 text-small"
              >
                <span translate="no">{item.name}</span>
                <IconButton
                  icon={X}
                  label={t('playground.removeFile', { name: item.name })}
                  onClick={() => setFiles((now) => now.filter((_, index) => String(index) !== key))}
                />
              </li>
            ))}
          </ul>
        )}
        <div className="flex items-center gap-2">
          <ModelField look="quiet" choice={choice} onChange={onChoice} />
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={t('playground.chooseFiles')}
            onChange={({ target }) => {
              void attachFiles(client, target.files).then((made) =>
                setFiles((now) => [...now, ...made].slice(0, 20)),
              )
            }}
          />
          <IconButton
            icon={Paperclip}
            label={t('playground.attach')}
            onClick={() => input.current?.click()}
          />
          <Grow />
          {going ? (
            <Button look="primary" icon={Square} className="[&_svg]:fill-current" onClick={onStop}>
              {t('playground.stop')}
            </Button>
          ) : (
            <Button look="primary" icon={Send} onClick={() => void send()} offBecause={offBecause}>
              {t('conversations.send')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
