import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { type PortField, type PortKind, portKinds } from '../../../../contract/workflow'
import { coerce } from '../../../../core/values/coerce'
import { t } from '../../../i18n'
import { Labelled, TextField } from '../../../ui/field'
import { Icon } from '../../../ui/icon'
import { JsonField } from '../../../ui/json-field'
import { Select } from '../../../ui/select'
import { Switch } from '../../../ui/switch'
import { PortNameInput } from './port-name-input'

interface PortRowProps {
  field: PortField
  /** Whether it may have to be filled, and with what where it is not. */
  filled: boolean
  onChange: (field: PortField) => void
  /** What is done to it. */
  children: ReactNode
}

/** One declared port in a line; the rest of it folds out. */
export function PortRow({ field, filled, onChange, children }: PortRowProps) {
  const { name, type } = field
  return (
    <Collapsible.Root render={<li />} className="py-1">
      <div className="flex items-center gap-1">
        <Collapsible.Trigger
          aria-label={t('nodeForm.moreOf', { name })}
          className="inline-grid size-6 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-hover [&[data-panel-open]_svg]:rotate-90"
        >
          <Icon of={ChevronRight} size={13} />
        </Collapsible.Trigger>
        <PortNameInput name={name} onName={(next) => onChange({ ...field, name: next })} />
        <div className="w-[104px] shrink-0">
          <Select
            label={t('nodeForm.typeOf', { name })}
            value={type.kind}
            options={portKinds.map((kind) => ({ value: kind, label: t(`nodeForm.kind.${kind}`) }))}
            onChange={(kind) => onChange({ ...field, type: { kind } })}
          />
        </div>
      </div>
      <Collapsible.Panel className="mt-2 mb-1 space-y-2 border-l border-line-strong pl-3">
        <TypeParts field={field} onChange={onChange} />
        <TextField
          label={t('nodeForm.purpose')}
          note={t('common.optional')}
          value={field.description}
          maxLength={500}
          onChange={({ target }) => onChange({ ...field, description: target.value })}
        />
        {filled && (
          <>
            <div className="flex items-center justify-between gap-2">
              <span>{t('nodeForm.required')}</span>
              <Switch
                label={t('nodeForm.requiredOf', { name })}
                checked={field.required}
                onChange={(required) => onChange({ ...field, required })}
              />
            </div>
            <DefaultField field={field} onChange={onChange} />
          </>
        )}
        <div className="-ml-1 flex gap-1">{children}</div>
      </Collapsible.Panel>
    </Collapsible.Root>
  )
}

/** What a list holds, and which fields an object has. */
function TypeParts({ field, onChange }: Pick<PortRowProps, 'field' | 'onChange'>) {
  const { type } = field
  if (type.kind === 'list') {
    return (
      <Labelled label={t('nodeForm.listOf')}>
        {({ id }) => (
          <Select<PortKind>
            id={id}
            label={t('nodeForm.listOf')}
            value={type.of ?? 'any'}
            options={portKinds
              .filter((kind) => kind !== 'list')
              .map((kind) => ({ value: kind, label: t(`nodeForm.kind.${kind}`) }))}
            onChange={(of) => onChange({ ...field, type: { kind: 'list', of } })}
          />
        )}
      </Labelled>
    )
  }
  if (type.kind !== 'object') return null
  return (
    <JsonField
      label={t('editor.jsonSchema')}
      hint={t('nodeForm.objectSchemaHint')}
      rows={5}
      value={type.schema}
      onChange={(schema) => onChange({ ...field, type: { kind: 'object', ...(schema ? { schema } : {}) } })}
    />
  )
}

const written = new Set<PortKind>(['text', 'any'])

/** What is taken where nothing is given: words as they are written, everything else as JSON. */
function DefaultField({ field, onChange }: Pick<PortRowProps, 'field' | 'onChange'>) {
  const plain = written.has(field.type.kind)
  const now = textOf(field.default)
  const [text, setText] = useState(now)
  useEffect(() => setText(now), [now])
  const problem = text === '' || plain ? null : problemWith(text)
  const put = (next: string) => {
    setText(next)
    const { default: _old, ...rest } = field
    if (next === '') return onChange(rest)
    if (plain) return onChange({ ...rest, default: next })
    const read = coerce('json', next)
    if ('value' in read) onChange({ ...rest, default: read.value })
  }
  return (
    <TextField
      label={t('nodeForm.default')}
      note={t('common.optional')}
      hint={plain ? undefined : t('nodeForm.defaultHint')}
      mono
      value={text}
      problem={problem}
      onChange={({ target }) => put(target.value)}
    />
  )
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function problemWith(text: string): string | null {
  const read = coerce('json', text)
  return 'problem' in read ? read.problem : null
}
