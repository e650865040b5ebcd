import type { Variable } from '../../contract/template'
import { compilePattern } from '../pattern/match'
import { coerce, typed } from './coerce'
import { checkSchema } from './schema'

export interface ValueIssue {
  readonly variable: string
  readonly code: 'missing' | 'type' | 'bounds' | 'length' | 'pattern' | 'choice' | 'schema' | 'rule'
  /** What is allowed, then what was typed: "At most 400. You typed 1800." */
  readonly message: string
}

export interface ValidatedValues {
  /** Typed values by name; names without a value are left out. Values of undeclared names are kept as they are. */
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly ValueIssue[]
}

/** Coerces and checks the values of a form against the variables' types and rules. Defaults fill what is empty. */
export function validateValues(
  variables: readonly Variable[],
  given: Readonly<Record<string, unknown>>,
): ValidatedValues {
  const values: Record<string, unknown> = { ...given }
  const issues: ValueIssue[] = []
  for (const variable of variables) {
    const raw = Object.hasOwn(given, variable.name) ? given[variable.name] : undefined
    const filled = isEmpty(raw) ? variable.default : raw
    delete values[variable.name]
    if (isEmpty(filled)) {
      if (variable.required) {
        issues.push({ variable: variable.name, code: 'missing', message: 'A value is needed here.' })
      }
      continue
    }
    const coerced = coerce(variable.type, filled)
    if ('problem' in coerced) {
      issues.push({ variable: variable.name, code: 'type', message: coerced.problem })
      continue
    }
    values[variable.name] = coerced.value
    issues.push(...checkRules(variable, coerced.value))
  }
  return { values, issues }
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Checks one typed value against its variable's rules. Rules that do not fit the type are not looked at. */
export function checkRules(variable: Variable, value: unknown): ValueIssue[] {
  const issue = (code: ValueIssue['code'], message: string): ValueIssue[] => [
    { variable: variable.name, code, message },
  ]
  const { rules } = variable
  if (typeof value === 'number') return boundsOf(rules, value, '').flatMap((text) => issue('bounds', text))
  if (Array.isArray(value) && variable.type === 'list') {
    const text = boundsOf(rules, value.length, ' entries')
    return [...text.flatMap((sentence) => issue('bounds', sentence)), ...schemaIssues(variable, value)]
  }
  if (variable.type === 'json') return schemaIssues(variable, value)
  if (typeof value !== 'string') return []
  if (variable.type === 'date') return dateBounds(rules, value).flatMap((text) => issue('bounds', text))
  if (rules.choices && !rules.choices.includes(value)) {
    return issue('choice', `One of ${rules.choices.join(', ')}. ${typed(value)}`)
  }
  return [
    ...lengthOf(rules, value).flatMap((text) => issue('length', text)),
    ...patternIssues(variable, value),
  ]
}

type Rules = Variable['rules']

function boundsOf(rules: Rules, count: number, unit: string): string[] {
  const min = toNumber(rules.min)
  const max = toNumber(rules.max)
  if (min !== null && count < min) return [`At least ${min}${unit}. You typed ${count}.`]
  if (max !== null && count > max) return [`At most ${max}${unit}. You typed ${count}.`]
  return []
}

const toNumber = (bound: number | string | undefined): number | null => {
  const number = bound === undefined || bound === '' ? Number.NaN : Number(bound)
  return Number.isNaN(number) ? null : number
}

function dateBounds(rules: Rules, value: string): string[] {
  const day = value.slice(0, 10)
  if (typeof rules.min === 'string' && day < rules.min) return [`Not before ${rules.min}. ${typed(value)}`]
  if (typeof rules.max === 'string' && day > rules.max) return [`Not after ${rules.max}. ${typed(value)}`]
  return []
}

function lengthOf(rules: Rules, value: string): string[] {
  const length = [...value].length
  if (rules.minLength !== undefined && length < rules.minLength) {
    return [`At least ${rules.minLength} characters. You typed ${length}.`]
  }
  if (rules.maxLength !== undefined && length > rules.maxLength) {
    return [`At most ${rules.maxLength} characters. You typed ${length}.`]
  }
  return []
}

function patternIssues(variable: Variable, value: string): ValueIssue[] {
  const { pattern, patternHint } = variable.rules
  if (!pattern) return []
  try {
    if (compilePattern(pattern).matches(value)) return []
    const message = `${patternHint ?? `Text that matches ${pattern}.`} ${typed(value)}`
    return [{ variable: variable.name, code: 'pattern', message }]
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'It cannot be read.'
    return [
      {
        variable: variable.name,
        code: 'rule',
        message: `The pattern of this variable is not usable. ${reason}`,
      },
    ]
  }
}

const schemaIssues = (variable: Variable, value: unknown): ValueIssue[] =>
  checkSchema(variable.rules.schema, value).map((message) => ({
    variable: variable.name,
    code: 'schema',
    message,
  }))
