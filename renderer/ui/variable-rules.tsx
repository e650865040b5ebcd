import type { Variable } from '../../contract/template'
import { type VariableType, variableTypes } from '../../contract/vocabulary'
import { t } from '../i18n'
import { RuleField } from './rule-field'
import { Select } from './select'
import { Switch } from './switch'

/** Secrets need a store of their own, which is not offered in a form. */
const offered = variableTypes.filter((type) => type !== 'secret')

interface VariableRulesProps {
  variable: Variable
  onChange: (changes: Partial<Variable>) => void
}

/** Type, necessity, default, rules and purpose of a variable. */
export function VariableRules({ variable, onChange: change }: VariableRulesProps) {
  const { type, rules } = variable
  const rule = (key: string, value: unknown) => change({ rules: without({ ...rules, [key]: value }) })
  const numeric = type === 'number' || type === 'integer'
  return (
    <div className="space-y-3">
      <Select<VariableType>
        label={t('editor.type')}
        value={type}
        options={offered.map((each) => ({ value: each, label: t(`ui.type.${each}`) }))}
        onChange={(next) => change({ type: next })}
      />
      <div className="flex items-center justify-between">
        <span>{t('editor.required')}</span>
        <Switch
          label={t('editor.required')}
          checked={variable.required}
          onChange={(required) => change({ required })}
        />
      </div>
      {type !== 'file' && type !== 'image' && (
        <RuleField
          label={t('editor.default')}
          value={variable.default}
          onChange={(text) => change({ default: text === '' ? undefined : text })}
        />
      )}
      {(numeric || type === 'list' || type === 'date') && (
        <div className="grid grid-cols-2 gap-2">
          <RuleField
            label={type === 'date' ? t('editor.notBefore') : t('editor.atLeast')}
            value={rules.min}
            onChange={(text) => rule('min', bound(text, numeric || type === 'list'))}
          />
          <RuleField
            label={type === 'date' ? t('editor.notAfter') : t('editor.atMost')}
            value={rules.max}
            onChange={(text) => rule('max', bound(text, numeric || type === 'list'))}
          />
        </div>
      )}
      {(type === 'text' || type === 'long_text') && (
        <div className="grid grid-cols-2 gap-2">
          <RuleField
            label={t('editor.shortest')}
            value={rules.minLength}
            onChange={(text) => rule('minLength', whole(text))}
          />
          <RuleField
            label={t('editor.longest')}
            value={rules.maxLength}
            onChange={(text) => rule('maxLength', whole(text))}
          />
        </div>
      )}
      {type === 'text' && (
        <>
          <RuleField
            label={t('editor.pattern')}
            most={500}
            mono
            value={rules.pattern}
            onChange={(text) => rule('pattern', text || undefined)}
          />
          <RuleField
            label={t('editor.patternHint')}
            most={200}
            value={rules.patternHint}
            onChange={(text) => rule('patternHint', text || undefined)}
          />
        </>
      )}
      {type === 'choice' && (
        <RuleField
          label={t('editor.choices')}
          lines={4}
          value={rules.choices?.join('\n')}
          onChange={(text) =>
            rule(
              'choices',
              text
                .split('\n')
                .map((line) => line.trim())
                .filter(Boolean),
            )
          }
        />
      )}
      <RuleField
        label={t('editor.purpose')}
        most={500}
        value={variable.description}
        onChange={(description) => change({ description })}
      />
    </div>
  )
}

/** Rules that were emptied are left out, so that the document is the same as before they were set. */
const without = (rules: Variable['rules']): Variable['rules'] =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined))

function bound(text: string, numeric: boolean): number | string | undefined {
  if (text.trim() === '') return undefined
  return numeric && !Number.isNaN(Number(text)) ? Number(text) : text.trim()
}

function whole(text: string): number | undefined {
  const number = Number.parseInt(text, 10)
  return Number.isNaN(number) || number < 0 ? undefined : number
}
