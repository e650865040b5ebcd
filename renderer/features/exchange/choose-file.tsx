import clsx from 'clsx'
import { FileInput } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { DialogActions } from '../../ui/dialog'
import { wellClass } from '../../ui/field'
import { SkeletonLines } from '../../ui/pane'

interface ChooseFileProps {
  onFile: (file: string | Blob) => void
  reading: boolean
  /** Why the last one was of no use. */
  problem: string | null
  onClose: () => void
}

/** A file chosen, dropped, or its text pasted. */
export function ChooseFile({ onFile, reading, problem, onClose }: ChooseFileProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [over, setOver] = useState(false)
  if (reading) {
    return <SkeletonLines label={t('exchange.reading')} widths={[40, 72, 64, 68, 58, 70]} />
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the button does the same. */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const [file] = event.dataTransfer.files
          if (file) onFile(file)
        }}
        className={clsx(
          'flex items-center gap-4 rounded-dialog border border-dashed px-5 py-6',
          over ? 'border-ink bg-hover' : 'border-line-strong',
        )}
      >
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={t('exchange.file')}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) onFile(file)
            target.value = ''
          }}
        />
        <Button look="primary" icon={FileInput} onClick={() => input.current?.click()}>
          {t('exchange.choose')}
        </Button>
        <span className="text-ink-2">{t('exchange.orDrop')}</span>
      </div>
      {problem && (
        <p role="alert" lang="en" className="mt-3 text-failed">
          {problem}
        </p>
      )}
      <label htmlFor={id} className="mt-5 mb-1 block font-medium">
        {t('exchange.orPaste')}
      </label>
      <textarea
        id={id}
        value={text}
        rows={6}
        spellCheck={false}
        translate="no"
        onChange={({ target }) => setText(target.value)}
        className={`${wellClass()} py-2 font-mono text-small`}
      />
      <p className="mt-3 text-small text-ink-2">{t('exchange.inert')}</p>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          onClick={() => onFile(text)}
          offBecause={text.trim() === '' ? t('exchange.pasteFirst') : null}
        >
          {t('exchange.readPasted')}
        </Button>
      </DialogActions>
    </>
  )
}
