import type { Liquid, Template } from 'liquidjs'
import type { ContextDocument, TemplateDocument } from '../../contract/template'
import { issueFrom, type TemplateIssue, type Where } from './issues'
import { createLiquid } from './liquid'
import { type FoundVariable, findVariables } from './variables'

/** A `{% render "slug" %}` and the names that it hands over itself. */
export interface ContextUse {
  readonly slug: string
  readonly line: number
  readonly column: number
  readonly given: readonly string[]
}

export interface ParsedText {
  readonly templates: Template[]
  readonly variables: readonly FoundVariable[]
  readonly contexts: readonly ContextUse[]
  readonly issues: readonly TemplateIssue[]
}

export interface ParsedTemplate {
  /** One entry a message, in the document's order. */
  readonly messages: readonly ParsedText[]
  readonly issues: readonly TemplateIssue[]
  /** Slugs of the contexts that the document renders itself, each once. */
  readonly contexts: readonly string[]
  /** Names that the document's own messages expect, in order of first use. */
  readonly variables: readonly FoundVariable[]
}

/**
 * Reads every message by itself. Never throws: what cannot be read is an issue with its place.
 * What is to be rendered must be read by the Liquid that holds its contexts.
 */
export function parseTemplate(
  document: Pick<TemplateDocument, 'messages'>,
  liquid: Liquid = createLiquid(),
): ParsedTemplate {
  const messages = document.messages.map((message, index) =>
    parseText(liquid, message.text, { messageIndex: index }),
  )
  return {
    messages,
    issues: messages.flatMap((message) => message.issues),
    contexts: [...new Set(messages.flatMap((message) => message.contexts.map((use) => use.slug)))],
    variables: joinVariables(messages.map((message) => message.variables)),
  }
}

/** The same for a context: its one text. */
export function parseContext(document: Pick<ContextDocument, 'text'>): ParsedText {
  return parseText(createLiquid(), document.text, { messageIndex: null })
}

export function parseText(liquid: Liquid, text: string, where: Where): ParsedText {
  let templates: Template[]
  try {
    templates = liquid.parse(text)
    const { contexts, issues } = contextUses(templates, where)
    return { templates, variables: findVariables(liquid, templates, text), contexts, issues }
  } catch (error) {
    return { templates: [], variables: [], contexts: [], issues: [issueFrom(error, where)] }
  }
}

function contextUses(templates: Template[], where: Where) {
  const contexts: ContextUse[] = []
  const issues: TemplateIssue[] = []
  for (const template of walk(templates)) {
    if (!isRender(template)) continue
    const [line, column] = position(template)
    const scope = template.partialScope?.()
    if (scope) {
      const given = [...scope.scope].map((entry) => (typeof entry === 'string' ? entry : entry[0]))
      contexts.push({ slug: scope.name, line, column, given })
    } else {
      const message =
        'Write the name of the context in quotes, {% render "slug" %}, so that its use can be found.'
      issues.push({ code: 'dynamic_context', message, ...where, line, column })
    }
  }
  return { contexts, issues }
}

function* walk(templates: Template[]): Generator<Template> {
  for (const template of templates) {
    yield template
    const children = template.children?.(false, true).next().value
    if (Array.isArray(children)) yield* walk(children)
  }
}

const isRender = (template: Template): boolean => 'name' in template && template.name === 'render'

function position(template: Template): [number, number] {
  const [line = 1, column = 1] = template.token.getPosition()
  return [line, column]
}

/** The same name met in several texts becomes one entry; it is needed where any text needs it. */
export function joinVariables(groups: readonly (readonly FoundVariable[])[]): FoundVariable[] {
  const joined = new Map<string, FoundVariable>()
  for (const found of groups.flat()) {
    const known = joined.get(found.name)
    joined.set(found.name, known ? merge(known, found) : found)
  }
  return [...joined.values()]
}

const merge = (a: FoundVariable, b: FoundVariable): FoundVariable => ({
  name: a.name,
  paths: [...new Set([...a.paths, ...b.paths])],
  places: [...a.places, ...b.places],
  needed: a.needed || b.needed,
  guess: a.guess === 'text' || a.guess === 'boolean' ? b.guess : a.guess,
})
