import { Plus, Trash2 } from 'lucide-react'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { wellClass } from '../../../ui/field'
import { keyed } from '../../../ui/keyed'
import { LiquidField } from './liquid-field'

/** As a document has it: keys that are not known are kept. */
interface Header {
  [key: string]: unknown
  name: string
  value: string
}

interface HeaderListProps {
  headers: readonly Header[]
  problem: (field: string) => string | null
  onChange: (headers: Header[]) => void
}

/** Headers of a request. A key has no place in a document that is shared and kept for ever. */
export function HeaderList({ headers, problem, onChange }: HeaderListProps) {
  const put = (at: number, change: Partial<Header>) =>
    onChange(headers.map((each, index) => (index === at ? { ...each, ...change } : each)))
  return (
    <section aria-label={t('nodeForm.http.headers')} className="space-y-2">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h4 className="font-medium">{t('nodeForm.http.headers')}</h4>
        <Button
          small
          look="quiet"
          icon={Plus}
          offBecause={headers.length >= most ? t('nodeForm.http.mostHeaders', { most }) : null}
          onClick={() => onChange([...headers, { name: '', value: '' }])}
        >
          {t('common.add')}
        </Button>
      </div>
      {keyed(headers).map(({ key, item: { name, value } }) => {
        const at = Number(key)
        const number = at + 1
        return (
          <div key={key} className="border-l border-line-strong pl-3">
            <div className="flex items-center gap-1">
              <input
                aria-label={t('nodeForm.http.headerName', { number })}
                translate="no"
                placeholder="accept"
                value={name}
                maxLength={200}
                spellCheck={false}
                onChange={({ target }) => put(at, { name: target.value })}
                className={`${wellClass()} h-7 min-w-0 flex-1 font-mono text-small no-ligatures`}
              />
              <IconButton
                icon={Trash2}
                label={t('nodeForm.remove', { name: name || t('nodeForm.http.headerName', { number }) })}
                onClick={() => onChange(headers.filter((_, index) => index !== at))}
              />
            </div>
            <LiquidField
              line
              label={t('nodeForm.http.headerValue', { number })}
              text={value}
              problem={problem(`headers[${at}].value`)}
              onChange={(next) => put(at, { value: next })}
            />
          </div>
        )
      })}
    </section>
  )
}

const most = 100
