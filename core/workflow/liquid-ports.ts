import type { TemplateIssue } from '../template/issues'
import { createLiquid } from '../template/liquid'
import { joinVariables, type ParsedText, parseText } from '../template/parse'
import type { Port, SettingsProblem } from './rule'

/** Texts whose reading is remembered: a canvas asks for the same ones with every change. */
const mostRead = 4_000
const readings = new Map<string, ParsedText>()
const liquid = createLiquid()

function read(text: string): ParsedText {
  const known = readings.get(text)
  if (known) return known
  if (readings.size >= mostRead) readings.clear()
  const parsed = parseText(liquid, text, { messageIndex: null })
  readings.set(text, parsed)
  return parsed
}

const readAll = (texts: readonly string[]): ParsedText[] =>
  texts.filter((text) => text.includes('{')).map(read)

/** One port for each name that Liquid texts expect; any value can be written into a text. */
export const liquidPorts = (texts: readonly string[]): Port[] =>
  joinVariables(readAll(texts).map(({ variables }) => variables)).map(({ name, needed }) => ({
    name,
    type: { kind: 'any' },
    required: needed,
  }))

/** What cannot be read in Liquid texts. */
export const liquidProblems = (texts: readonly string[], field: string): SettingsProblem[] =>
  readAll(texts).flatMap(({ issues }) =>
    issues.map(({ message }) => ({ code: 'template_text' as const, field, message })),
  )

/** The same with their places in one text. */
export const liquidIssues = (text: string): readonly TemplateIssue[] =>
  readAll([text]).flatMap(({ issues }) => issues)
