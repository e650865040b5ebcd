import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PortField } from '../../../../contract/workflow'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { keyed } from '../../../ui/keyed'
import { PortRow } from './port-row'

interface PortsTableProps {
  title: string
  hint?: ReactNode
  fields: readonly PortField[]
  /** Whether each may have to be filled, and with what where it is not. */
  filled?: boolean
  /** Begins the name of a new one. */
  stem: string
  problem: string | null
  onChange: (fields: PortField[]) => void
}

/** Declared ports, each with its name, type and what is said of it. */
export function PortsTable({
  title,
  hint,
  fields,
  filled = false,
  stem,
  problem,
  onChange,
}: PortsTableProps) {
  const replace = (at: number, field: PortField) =>
    onChange(fields.map((each, index) => (index === at ? field : each)))
  const move = (at: number, by: number) => {
    const field = fields[at]
    if (!field) return
    const rest = fields.filter((_, index) => index !== at)
    onChange([...rest.slice(0, at + by), field, ...rest.slice(at + by)])
  }
  const add = () => {
    const field: PortField = {
      name: freeName(stem, fields),
      type: { kind: 'text' },
      required: true,
      description: '',
    }
    onChange([...fields, field])
  }
  return (
    <section aria-label={title} className="space-y-1">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h4 className="font-medium">{title}</h4>
        <Button
          small
          look="quiet"
          icon={Plus}
          offBecause={fields.length >= most ? t('nodeForm.mostPorts', { most }) : null}
          onClick={add}
        >
          {t('common.add')}
        </Button>
      </div>
      {fields.length === 0 && hint && <p className="text-small text-ink-2">{hint}</p>}
      <ul className="divide-y divide-line">
        {keyed(fields).map(({ key, item }) => {
          const at = Number(key)
          return (
            <PortRow key={key} field={item} filled={filled} onChange={(field) => replace(at, field)}>
              <IconButton
                icon={ArrowUp}
                label={t('nodeForm.moveUp', { name: item.name })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <IconButton
                icon={ArrowDown}
                label={t('nodeForm.moveDown', { name: item.name })}
                disabled={at === fields.length - 1}
                onClick={() => move(at, 1)}
              />
              <IconButton
                icon={Trash2}
                label={t('nodeForm.remove', { name: item.name })}
                onClick={() => onChange(fields.filter((_, index) => index !== at))}
              />
            </PortRow>
          )
        })}
      </ul>
      {problem && (
        <p role="alert" lang="en" className="text-small text-failed">
          {problem}
        </p>
      )}
    </section>
  )
}

/** As many as a document holds. */
const most = 200

/** A name that none of them has. */
export function freeName(stem: string, taken: readonly { readonly name: string }[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}_${number}`
    if (!taken.some((each) => each.name === name)) return name
  }
}
