import type { Face } from './face'

type Summary = Face['summary']

/** As much of a text as a node has room for. */
const most = 120

export const nothing: Summary = () => ''

/** The beginning of a text that was written. */
export const textOf =
  (name: string): Summary =>
  (settings) => {
    const text = settings[name]
    return typeof text === 'string' ? text.trim().slice(0, most) : ''
  }

export const numberOf =
  (name: string, before: string, after = ''): Summary =>
  (settings) => {
    const value = settings[name]
    return typeof value === 'number' ? `${before}${value}${after}` : ''
  }

const isNamed = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** The names that were declared, one behind the other. */
export const fieldNames: Summary = ({ fields }) =>
  Array.isArray(fields)
    ? fields
        .filter(isNamed)
        .map(({ name }) => name)
        .join(', ')
        .slice(0, most)
    : ''

/** The first message that has words. */
export const firstMessage: Summary = ({ messages }) => {
  const texts: unknown[] = Array.isArray(messages)
    ? messages.map((message: { text?: unknown }) => message?.text)
    : []
  const text = texts.find((each) => typeof each === 'string' && each.trim() !== '')
  return typeof text === 'string' ? text.trim().slice(0, most) : ''
}
