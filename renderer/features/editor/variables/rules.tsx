import { Popover } from '@base-ui/react/popover'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Variable } from '../../../../contract/template'
import { type VariableType, variableTypes } from '../../../../contract/vocabulary'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { Select } from '../../../ui/select'
import { Switch } from '../../../ui/switch'
import { useDocumentStore } from '../store'
import { RuleField } from './rule-field'

/** Secrets need a store of their own, which is not offered in a form. */
const offered = variableTypes.filter((type) => type !== 'secret')

/** Type, necessity, default and rules of a variable, in a small form behind its type. */
export function RulesButton({ variable, children }: { variable: Variable; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('editor.rulesOf', { name: variable.name })}
        className="-my-0.5 inline-flex h-6 max-w-full items-center gap-1 rounded-control px-1 text-ink-3 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <span className="truncate">{children}</span>
        <Icon of={ChevronDown} size={13} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover w-72 p-3">
            <Popover.Title className="mb-2 font-mono text-small font-medium">{variable.name}</Popover.Title>
            <RulesForm variable={variable} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function RulesForm({ variable }: { variable: Variable }) {
  const store = useDocumentStore()
  const { type, rules } = variable
  const change = (changes: Partial<Variable>) =>
    edit(store, (document) => {
      const known = document.variables.some((each) => each.name === variable.name)
      const variables = known ? document.variables : [...document.variables, variable]
      return {
        ...document,
        variables: variables.map((each) => (each.name === variable.name ? { ...each, ...changes } : each)),
      }
    })
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
            mono
            value={rules.pattern}
            onChange={(text) => rule('pattern', text || undefined)}
          />
          <RuleField
            label={t('editor.patternHint')}
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
