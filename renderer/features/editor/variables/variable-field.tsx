import { memo } from 'react'
import type { Variable } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Labelled } from '../../../ui/field'
import { Mark } from '../../../ui/mark'
import { ValueInput } from '../../../ui/value-input'
import { setValue, takeInHand, useDocument, useDocumentStore } from '../store'
import { RulesButton } from './rules'

interface VariableFieldProps {
  variable: Variable
  origin: string | null
  issue: string | null
  empty: boolean
  onLeave: (name: string) => void
}

/** One variable: its name as a mark, its type, its value. The mark here and those in the text light together. */
export const VariableField = memo(function VariableField({
  variable,
  origin,
  issue,
  empty,
  onLeave,
}: VariableFieldProps) {
  const store = useDocumentStore()
  const { name } = variable
  const value = useDocument((state) => state.values[name])
  const lit = useDocument((state) => state.inHand === name)
  return (
    <fieldset
      className="min-w-0"
      onPointerEnter={() => takeInHand(store, name)}
      onPointerLeave={() => takeInHand(store, null)}
      onFocus={() => takeInHand(store, name)}
      onBlur={() => {
        takeInHand(store, null)
        onLeave(name)
      }}
    >
      <Labelled
        label={<Mark name={name} lit={lit} empty={empty} />}
        note={<RulesButton variable={variable}>{noteOf(variable)}</RulesButton>}
        hint={origin ?? hintOf(variable, value)}
        problem={issue}
      >
        {(ids) => (
          <ValueInput
            {...ids}
            variable={variable}
            value={value}
            wrong={issue !== null}
            onChange={(next) => setValue(store, name, next)}
          />
        )}
      </Labelled>
    </fieldset>
  )
})

function noteOf({ type, required, rules }: Variable): string {
  const { min, max, choices } = rules
  const name = t(`ui.type.${type}`)
  const bounded =
    min !== undefined && max !== undefined ? t('editor.bounded', { type: name, min, max }) : name
  const kind = type === 'choice' && choices ? t('editor.oneOf', { number: choices.length }) : bounded
  return required ? kind : t('editor.optionalType', { type: kind })
}

function hintOf({ description, rules, default: fallback }: Variable, value: unknown): string | null {
  if (description) return description
  if (rules.patternHint) return rules.patternHint
  const usesDefault = (value === undefined || value === '') && fallback !== undefined && fallback !== ''
  return usesDefault ? t('editor.defaultUsed') : null
}
