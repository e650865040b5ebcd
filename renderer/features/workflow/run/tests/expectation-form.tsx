import { X } from 'lucide-react'
import { useState } from 'react'
import { expectationKinds, type PortField, type TestExpectation } from '../../../../../contract/workflow'
import { coerce } from '../../../../../core/values/coerce'
import { isExpectationKind } from '../../../../../core/workflow/judge'
import { walk } from '../../../../data/draft/store'
import { t } from '../../../../i18n'
import { IconButton } from '../../../../ui/button'
import { Labelled, wellClass } from '../../../../ui/field'
import { Select } from '../../../../ui/select'
import { ExpressionField } from '../../faces/expression-field'
import { FormPlaceContext } from '../../faces/form'
import { useWorkflowStore } from '../../store'
import { variableOf } from '../fields'

interface ExpectationFormProps {
  expectation: TestExpectation
  outputs: readonly PortField[]
  onChange: (next: TestExpectation) => void
  onRemove: () => void
}

export function ExpectationForm({ expectation, outputs, onChange, onRemove }: ExpectationFormProps) {
  const { kind, output } = expectation
  if (!isExpectationKind(kind)) return <p className="text-ink-2">{t('workflowTest.unknownKind')}</p>
  const field = outputs.find(({ name }) => name === output)
  return (
    <div className="flex items-start gap-2 border-l border-line-strong pl-3">
      <div className="grid min-w-0 flex-1 grid-cols-[200px_160px_1fr] gap-x-3 gap-y-2">
        <Labelled label={t('workflowTest.kind')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('workflowTest.kind')}
              value={kind}
              options={expectationKinds.map((value) => ({ value, label: t(`workflowTest.kinds.${value}`) }))}
              onChange={(next) => onChange({ kind: next, output: output ?? outputs[0]?.name })}
            />
          )}
        </Labelled>
        {kind !== 'expression' && (
          <Labelled label={t('workflowTest.output')}>
            {({ id }) => (
              <Select
                id={id}
                label={t('workflowTest.output')}
                value={output ?? null}
                options={outputs.map(({ name }) => ({ value: name, label: name }))}
                onChange={(next) => onChange({ ...expectation, output: next })}
              />
            )}
          </Labelled>
        )}
        <div className={kind === 'expression' ? 'col-span-2' : ''}>
          <What
            key={kind}
            expectation={expectation}
            type={field && kind === 'equals' ? variableOf(field).type : 'long_text'}
            onChange={onChange}
          />
        </div>
      </div>
      <IconButton icon={X} label={t('workflowTest.removeExpectation')} onClick={onRemove} />
    </div>
  )
}

interface WhatProps {
  expectation: TestExpectation
  type: ReturnType<typeof variableOf>['type']
  onChange: (next: TestExpectation) => void
}

function What({ expectation, type, onChange }: WhatProps) {
  const store = useWorkflowStore()
  if (expectation.kind === 'expression') {
    const place = {
      entityId: store.getState().entityId,
      offers: () => [],
      names: () => [],
      walk: (way: 'undo' | 'redo') => walk(store, way),
      problems: [],
    }
    return (
      <FormPlaceContext.Provider value={place}>
        <ExpressionField
          label={t('workflowTest.expression')}
          source={expectation.expression ?? ''}
          onChange={(expression) => onChange({ ...expectation, expression })}
        />
      </FormPlaceContext.Provider>
    )
  }
  if (expectation.kind === 'schema') {
    return (
      <Written
        label={t('workflowTest.schema')}
        value={expectation.schema ?? {}}
        type="json"
        onChange={(schema) => {
          if (isObject(schema)) onChange({ ...expectation, schema })
        }}
      />
    )
  }
  return (
    <Written
      label={t('workflowTest.value')}
      value={expectation.value}
      type={type}
      onChange={(value) => onChange({ ...expectation, value })}
    />
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface WrittenProps {
  label: string
  value: unknown
  type: WhatProps['type']
  onChange: (value: unknown) => void
}

/** A value as text; what does not fit its type yet stays in the field and is not taken. */
function Written({ label, value, type, onChange }: WrittenProps) {
  const plain = type === 'long_text'
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value))
  const read = plain ? { value: text } : coerce(type, text)
  const problem = typed !== null && 'problem' in read ? read.problem : null
  return (
    <Labelled label={label} problem={problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={2}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setTyped(target.value)
            const next = plain ? { value: target.value } : coerce(type, target.value)
            if ('value' in next) onChange(next.value)
          }}
          className={`${wellClass(problem !== null)} block resize-y py-1 font-mono text-small no-ligatures`}
        />
      )}
    </Labelled>
  )
}
