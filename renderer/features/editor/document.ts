import type { ContextDocument, EntityDocument, TemplateDocument, Variable } from '../../../contract/template'
import { canonicalJson, storable } from '../../../core/document/canonical'
import { parseContext, parseTemplate } from '../../../core/template/parse'
import type { FoundVariable } from '../../../core/template/variables'

/** What the editor can open: templates and contexts. */
export type Writing = TemplateDocument | ContextDocument

export const isWriting = (document: EntityDocument): document is Writing =>
  document.kind === 'template' || document.kind === 'context'

/** Equal as the host would hash them: key order and absent keys do not count. */
export const sameDocument = (a: unknown, b: unknown): boolean =>
  a === b || canonicalJson(storable(a)) === canonicalJson(storable(b))

export interface Read {
  readonly found: readonly FoundVariable[]
  readonly issues: ReturnType<typeof parseTemplate>['issues']
  /** Slugs of the contexts that the text includes. */
  readonly contexts: readonly string[]
}

/** Variables, problems and included contexts of a text as it stands. */
export function readDocument(document: Writing): Read {
  if (document.kind === 'template') {
    const { variables, issues, contexts } = parseTemplate(document)
    return { found: variables, issues, contexts }
  }
  const { variables, issues, contexts } = parseContext(document)
  return { found: variables, issues, contexts: [...new Set(contexts.map((use) => use.slug))] }
}

const impliedBy = (found: FoundVariable): Variable => ({
  name: found.name,
  type: found.guess,
  required: found.needed,
  description: '',
  rules: {},
})

const isBare = (variable: Variable): boolean =>
  !variable.description &&
  variable.default === undefined &&
  !variable.definitionId &&
  Object.keys(variable.rules).length === 0

/**
 * The document's variables after its text changed: new names join with a guessed type, names that left the text go
 * unless somebody wrote something about them. While a text cannot be read, as in the middle of typing, none go.
 */
export function withVariablesOf(document: Writing, { found, issues }: Read): Writing {
  const names = new Set(found.map((each) => each.name))
  const declared = new Map(document.variables.map((variable) => [variable.name, variable]))
  const inText = found.map((each) => declared.get(each.name) ?? impliedBy(each))
  const aside = document.variables.filter(
    (variable) => !names.has(variable.name) && (issues.length > 0 || !isBare(variable)),
  )
  return { ...document, variables: [...inText, ...aside] }
}

/** What the form asks for: what is declared, and what the text uses without a declaration. */
export function askedFor(document: Writing, { found }: Read): Variable[] {
  const declared = new Set(document.variables.map((variable) => variable.name))
  const implied = found.filter((each) => !declared.has(each.name)).map(impliedBy)
  return [...document.variables, ...implied]
}
