import { t } from '../../../i18n'

/** A field's path in words: `variables[amount].rules.min` becomes "Variable amount, rules, min". */
export function fieldName(path: string): string {
  const [, kind = '', name, rest = ''] = /^(\w+)(?:\[([^\]]*)\])?(.*)$/.exec(path) ?? []
  const what = nouns(kind)
  const more = rest.split('.').filter(Boolean).join(', ')
  return [[what, name].filter(Boolean).join(' '), more].filter(Boolean).join(', ')
}

function nouns(kind: string): string {
  switch (kind) {
    case 'messages':
      return t('editor.field.messages')
    case 'variables':
      return t('editor.field.variables')
    case 'settings':
      return t('editor.field.settings')
    case 'tools':
      return t('editor.field.tools')
    case 'outputSchema':
      return t('editor.field.outputSchema')
    case 'stop':
      return t('editor.field.stop')
    case 'examples':
      return t('editor.field.examples')
    case 'base':
      return t('editor.field.base')
    default:
      return kind
  }
}

/** A value for a table cell: short, and what is missing as a dash. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
