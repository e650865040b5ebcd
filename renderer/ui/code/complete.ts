import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { liquidFilters, promptFilters } from '../../../core/template/filters'

/** What can be written between braces here: the names this document knows, and the contexts of the workspace. */
export interface Vocabulary {
  variables: () => readonly string[]
  contexts: () => readonly { slug: string; title: string }[]
}

/** Offers variables after `{{` and contexts after `{% render "`. */
export function completion(vocabulary: Vocabulary) {
  return autocompletion({
    icons: false,
    override: [
      (context) =>
        filterNames(context) ?? variableNames(context, vocabulary) ?? contextSlugs(context, vocabulary),
    ],
  })
}

function variableNames(context: CompletionContext, { variables }: Vocabulary): CompletionResult | null {
  const before = context.matchBefore(/\{\{-?\s*[\w.]*/)
  if (!before) return null
  const typed = /[\w.]*$/.exec(before.text)?.[0] ?? ''
  const closed = context.state
    .sliceDoc(context.pos, context.pos + 20)
    .trimStart()
    .startsWith('}}')
  return {
    from: before.to - typed.length,
    // The name being typed is already one of them.
    options: variables()
      .filter((name) => name !== typed)
      .map((name) => ({ label: name, apply: closed ? name : `${name} }}` })),
    validFor: /^[\w.]*$/,
  }
}

/** After a `|` inside braces: our filters with what they do, then Liquid's. */
function filterNames(context: CompletionContext): CompletionResult | null {
  const before = context.matchBefore(/\{[{%](?:(?![}%]\})[^\n])*\|\s*\w*/)
  if (!before) return null
  const typed = /\w*$/.exec(before.text)?.[0] ?? ''
  return { from: before.to - typed.length, options: filters, validFor: /^\w*$/ }
}

const filters = [
  ...promptFilters.map(({ name, example }) => ({ label: name, detail: example, boost: 1 })),
  ...liquidFilters.map((name) => ({ label: name })),
]

function contextSlugs(context: CompletionContext, { contexts }: Vocabulary): CompletionResult | null {
  const before = context.matchBefore(/\{%-?\s*render\s+"[^"]*/)
  if (!before) return null
  return {
    from: before.from + before.text.indexOf('"') + 1,
    options: contexts().map(({ slug, title }) => ({ label: slug, detail: title })),
    validFor: /^[^"]*$/,
  }
}
