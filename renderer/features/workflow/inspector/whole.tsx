import { useEffect, useState } from 'react'
import type { PortField, WorkflowDocument } from '../../../../contract/workflow'
import { signatureOf } from '../../../../core/workflow/signature'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { TextField } from '../../../ui/field'
import { Mark } from '../../../ui/mark'
import { NumberField } from '../../../ui/number-field'
import { Section } from '../../../ui/section'
import { useWorkflow, useWorkflowStore } from '../store'

/** Nothing in hand: the workflow itself, what it is given and gives back, and where a run stops. */
export function Whole() {
  const document = useWorkflow((state) => state.document)
  const { inputs, outputs } = signatureOf(document)
  const running = document.nodes.filter(({ kind }) => kind !== 'note' && kind !== 'group').length
  return (
    <>
      <p className="border-b border-line px-4 py-3 text-small text-ink-2">{t('workflow.nothingChosen')}</p>
      <Section open title={t('nodeForm.whole.given')} note={countOf(inputs)}>
        <Ports fields={inputs} none={t('nodeForm.whole.noInputs')} />
      </Section>
      <Section open title={t('nodeForm.whole.gives')} note={countOf(outputs)}>
        <Ports fields={outputs} none={t('nodeForm.whole.noOutputs')} />
      </Section>
      <LimitsPart limits={document.limits} />
      <Section title={t('nodeForm.whole.size')}>
        <dl className="space-y-1">
          <Row name={t('nodeForm.whole.nodes')} value={running} />
          <Row name={t('nodeForm.whole.edges')} value={document.edges.length} />
          <Row name={t('nodeForm.whole.notes')} value={document.nodes.length - running} />
        </dl>
      </Section>
    </>
  )
}

const countOf = (fields: readonly PortField[]): string | undefined =>
  fields.length > 0 ? String(fields.length) : undefined

const Row = ({ name, value }: { name: string; value: number }) => (
  <div className="flex justify-between gap-2 text-small">
    <dt className="text-ink-2">{name}</dt>
    <dd className="tabular">{value}</dd>
  </div>
)

function Ports({ fields, none }: { fields: readonly PortField[]; none: string }) {
  if (fields.length === 0) return <p className="text-small text-ink-2">{none}</p>
  return (
    <ul className="space-y-1">
      {fields.map(({ name, type, required, description }) => (
        <li key={name} title={description || undefined} className="flex items-center justify-between gap-2">
          <Mark name={name} />
          <span className="truncate text-caption text-ink-3">
            {t(`nodeForm.kind.${type.kind}`)}
            {required ? '' : `, ${t('common.optional')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Limits = WorkflowDocument['limits']

const counts = [
  { name: 'parallel', most: 1_000, whole: true },
  { name: 'steps', most: 1_000_000_000, whole: true },
  { name: 'tokens', most: 1_000_000_000_000, whole: true },
  { name: 'seconds', most: 31_536_000, whole: false },
] as const

/** A run stops before it passes one of these. */
function LimitsPart({ limits }: { limits: Limits }) {
  const store = useWorkflowStore()
  const put = (name: 'cost' | (typeof counts)[number]['name'], value: number | string | null) =>
    edit(store, (document) => {
      const { [name]: _old, ...rest } = document.limits
      return { ...document, limits: value === null ? rest : { ...rest, [name]: value } }
    })
  const set = [...counts.map(({ name }) => limits[name]), limits.cost].filter((each) => each !== undefined)
  return (
    <Section
      title={t('nodeForm.limits.title')}
      note={set.length > 0 ? t('editor.countSet', { count: set.length }) : undefined}
    >
      <p className="text-small text-ink-2">{t('nodeForm.limits.hint')}</p>
      <MoneyField value={limits.cost ?? ''} onChange={(cost) => put('cost', cost)} />
      {counts.map(({ name, most, whole }) => (
        <NumberField
          key={name}
          label={t(`nodeForm.limits.${name}`)}
          placeholder={t('nodeForm.limits.none')}
          least={1}
          most={most}
          whole={whole}
          value={limits[name] ?? null}
          onChange={(value) => put(name, value)}
        />
      ))}
    </Section>
  )
}

const amount = /^\d+(\.\d+)?$/

function MoneyField({ value, onChange }: { value: string; onChange: (cost: string | null) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText((now) => (amount.test(now) || now.trim() === '' ? value : now)), [value])
  const wrong = text.trim() !== '' && !amount.test(text.trim())
  return (
    <TextField
      label={t('nodeForm.limits.cost')}
      note={<span translate="no">USD</span>}
      mono
      inputMode="decimal"
      maxLength={40}
      placeholder={t('nodeForm.limits.none')}
      value={text}
      problem={wrong ? t('nodeForm.limits.amount', { typed: text }) : null}
      onChange={({ target }) => {
        setText(target.value)
        const typed = target.value.trim()
        if (typed === '') onChange(null)
        else if (amount.test(typed)) onChange(typed)
      }}
    />
  )
}
