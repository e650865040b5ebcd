import type { TemplateIssue } from '../template/issues'
import { createLiquid } from '../template/liquid'
import { joinVariables, parseText } from '../template/parse'
import type { FoundVariable } from '../template/variables'
import type { Port, SettingsProblem } from './rule'

interface ReadText {
  readonly variables: readonly Pick<FoundVariable, 'name' | 'needed'>[]
  readonly issues: readonly TemplateIssue[]
}

/** Texts whose reading is remembered: a canvas asks for the same ones with every change. */
const mostRead = 4_000
const readings = new Map<string, ReadText>()
const liquid = createLiquid()

function read(text: string): ReadText {
  const known = readings.get(text)
  if (known) return known
  if (readings.size >= mostRead) readings.clear()
  const found = readPlain(text) ?? readWhole(text)
  readings.set(text, found)
  return found
}

function readWhole(text: string): ReadText {
  const { variables, issues } = parseText(liquid, text, { messageIndex: null })
  return { variables: joinVariables([variables]), issues }
}

const blank = /\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}/g
/** Words that are values in Liquid. */
const values = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank'])

/**
 * What a text expects that has blanks with names and nothing else of Liquid in it, as reading all of it would find; null
 * for any other. Most texts are such ones, and a large graph is not drawn before its ports are known.
 */
function readPlain(text: string): ReadText | null {
  const names = new Set<string>()
  for (const [, name = ''] of text.matchAll(blank)) names.add(name)
  const rest = text.replace(blank, '')
  if (/[{}]/.test(rest) || [...names].some((name) => values.has(name))) return null
  return { variables: [...names].map((name) => ({ name, needed: true })), issues: [] }
}

const readAll = (texts: readonly string[]): ReadText[] => texts.filter((text) => text.includes('{')).map(read)

/** One port for each name that Liquid texts expect; any value can be written into a text. */
export function liquidPorts(texts: readonly string[]): Port[] {
  const needed = new Map<string, boolean>()
  for (const { variables } of readAll(texts)) {
    for (const each of variables) needed.set(each.name, each.needed || (needed.get(each.name) ?? false))
  }
  return [...needed].map(([name, required]) => ({ name, type: { kind: 'any' }, required }))
}

/** What cannot be read in Liquid texts. */
export const liquidProblems = (texts: readonly string[], field: string): SettingsProblem[] =>
  readAll(texts).flatMap(({ issues }) =>
    issues.map(({ message }) => ({ code: 'template_text' as const, field, message })),
  )

/** The same with their places in one text. */
export const liquidIssues = (text: string): readonly TemplateIssue[] =>
  readAll([text]).flatMap(({ issues }) => issues)
