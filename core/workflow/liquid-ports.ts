import { createLiquid } from '../template/liquid'
import { joinVariables, parseText } from '../template/parse'
import type { Port, SettingsProblem } from './rule'

/** One port for each name that Liquid texts expect; any value can be written into a text. */
export function liquidPorts(texts: readonly string[]): Port[] {
  const liquid = createLiquid()
  const read = texts
    .filter((text) => text.includes('{'))
    .map((text) => parseText(liquid, text, { messageIndex: null }))
  return joinVariables(read.map(({ variables }) => variables)).map(({ name, needed }) => ({
    name,
    type: { kind: 'any' },
    required: needed,
  }))
}

/** What cannot be read in Liquid texts. */
export function liquidProblems(texts: readonly string[], field: string): SettingsProblem[] {
  const liquid = createLiquid()
  return texts
    .filter((text) => text.includes('{'))
    .flatMap((text) => parseText(liquid, text, { messageIndex: null }).issues)
    .map(({ message }) => ({ code: 'template_text', field, message }))
}
