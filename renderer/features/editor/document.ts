import type { ContextDocument, TemplateDocument, Variable } from '../../../contract/template'
import type { Surroundings } from '../../../contract/writing'
import type { Reading } from '../../../core/template/lint'
import type { FoundVariable } from '../../../core/template/variables'

/** What the editor can open: templates and contexts. */
export type Writing = TemplateDocument | ContextDocument

export const isWriting = (document: unknown): document is Writing =>
  typeof document === 'object' &&
  document !== null &&
  'kind' in document &&
  (document.kind === 'template' || document.kind === 'context')

/** Before a text was read for the first time. */
export const unread: Reading = { found: [], contexts: [], issues: [], warnings: [] }

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
 * @param followed names that the base declares: they are its own until somebody overrides them
 */
export function withVariablesOf(
  document: Writing,
  { found, issues }: Pick<Reading, 'found' | 'issues'>,
  followed: ReadonlySet<string> = new Set(),
): Writing {
  const names = new Set(found.map((each) => each.name))
  const declared = new Map(document.variables.map((variable) => [variable.name, variable]))
  const inText = found.flatMap((each) => {
    const known = declared.get(each.name)
    if (known) return [known]
    return followed.has(each.name) ? [] : [impliedBy(each)]
  })
  const aside = document.variables.filter(
    (variable) =>
      !names.has(variable.name) && (issues.length > 0 || followed.has(variable.name) || !isBare(variable)),
  )
  return { ...document, variables: [...inText, ...aside] }
}

/** What the form asks for: what is declared, and what the text uses without a declaration. */
export function askedFor(
  { variables }: Pick<Writing, 'variables'>,
  { found }: Pick<Reading, 'found'>,
): Variable[] {
  const declared = new Set(variables.map((variable) => variable.name))
  const implied = found.filter((each) => !declared.has(each.name)).map(impliedBy)
  return [...variables, ...implied]
}

/** The shared definitions that are known, by their ids. */
export const definitionsIn = (around: Surroundings | null): ReadonlyMap<string, Variable> =>
  new Map(around?.definitions.map(({ id, variable }) => [id, variable]))
