import { Upload } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { readTable, type Table } from '../../core/values/table'
import { t } from '../i18n'
import { Button } from './button'
import { Dialog } from './dialog'
import { Labelled, wellClass } from './field'

interface LoadTableProps {
  title: string
  /** What is done with what was pasted: a verb. */
  use: string
  onClose: () => void
  onTable: (table: Exclude<Table, { problem: string }>) => void
  /** Another way to come by rows; it may say why it has none. */
  other?: (refuse: (problem: string) => void) => ReactNode
}

/** Rows of values from a file or from what is pasted. */
export function LoadTable({ title, use, onClose, onTable, other }: LoadTableProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const take = (source: string) => {
    const table = readTable(source)
    if ('problem' in table) setProblem(table.problem)
    else onTable(table)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button icon={Upload} onClick={() => file.current?.click()}>
            {t('editor.chooseFile')}
          </Button>
          <Button look="primary" onClick={() => take(text)}>
            {use}
          </Button>
        </>
      }
    >
      {other && <div className="mb-4">{other(setProblem)}</div>}
      <Labelled label={t('editor.pasteValues')} hint={t('editor.pasteHint')} problem={problem}>
        {(ids) => (
          <textarea
            {...ids}
            rows={8}
            value={text}
            onChange={(event) => {
              setProblem(null)
              setText(event.target.value)
            }}
            className={`${wellClass(problem !== null)} block resize-y py-1 font-mono no-ligatures`}
          />
        )}
      </Labelled>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t('editor.chooseFile')}
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        onChange={async ({ target }) => {
          const chosen = target.files?.[0]
          target.value = ''
          if (chosen) take(await chosen.text())
        }}
      />
    </Dialog>
  )
}
