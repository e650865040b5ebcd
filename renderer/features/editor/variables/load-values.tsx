import { ChevronLeft, ChevronRight, TableProperties, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { type Row, readTable } from '../../../../core/values/table'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Labelled, wellClass } from '../../../ui/field'
import { setValues, useDocument, useDocumentStore } from '../store'

/** Values from a file or from what is pasted, CSV or JSON; with many rows one is in the form at a time. */
export function LoadValues() {
  const store = useDocumentStore()
  const rows = useDocument((state) => state.rows)
  const at = useDocument((state) => state.row)
  const [open, setOpen] = useState(false)
  const show = (index: number) => setValues(store, rows, index)
  return (
    <>
      <IconButton icon={TableProperties} label={t('editor.loadValues')} onClick={() => setOpen(true)} />
      {open && (
        <LoadDialog
          onClose={() => setOpen(false)}
          onRows={(loaded) => {
            setOpen(false)
            setValues(store, loaded, 0)
          }}
        />
      )}
      {rows.length > 1 && (
        <div className="absolute inset-x-0 top-11 flex h-9 items-center gap-1 border-b border-line bg-panel px-4">
          <span className="tabular flex-1 text-small">
            {t('editor.rowOf', { number: at + 1, all: rows.length })}
          </span>
          <IconButton
            icon={ChevronLeft}
            label={t('editor.rowBefore')}
            disabled={at === 0}
            onClick={() => show(at - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t('editor.rowAfter')}
            disabled={at === rows.length - 1}
            onClick={() => show(at + 1)}
          />
        </div>
      )}
    </>
  )
}

function LoadDialog({ onClose, onRows }: { onClose: () => void; onRows: (rows: readonly Row[]) => void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const take = (source: string) => {
    const table = readTable(source)
    if ('problem' in table) setProblem(table.problem)
    else onRows(table.rows)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('editor.loadValues')}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button icon={Upload} onClick={() => file.current?.click()}>
            {t('editor.chooseFile')}
          </Button>
          <Button look="primary" onClick={() => take(text)}>
            {t('editor.useValues')}
          </Button>
        </>
      }
    >
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
