import { useMemo, useRef } from 'react'
import type { RunExtras } from '../../../contract/draft'
import type { TemplateDocument, Variable } from '../../../contract/template'
import { followDefinitions } from '../../../core/template/definitions'
import type { TemplateIssue } from '../../../core/template/issues'
import { type ValueIssue, validateValues } from '../../../core/values/validate'
import { t } from '../../i18n'
import { askedFor, definitionsIn } from './document'
import { setExtras, useDocument, useDocumentStore } from './store'

/** The form of the open document: what is asked for, what was given, and what is wrong with it. */
export interface Form {
  readonly variables: readonly Variable[]
  /** Names that only the base or an included context asks for, with its title. */
  readonly origins: ReadonlyMap<string, string>
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly ValueIssue[]
}

export function useForm(): Form {
  const declared = useDocument((state) => state.document.variables)
  const found = useDocument((state) => state.read.found)
  const given = useDocument((state) => state.values)
  const elsewhere = useDocument((state) => state.elsewhere)
  const around = useDocument((state) => state.around)
  const latest = useRef<Form['values']>({})
  return useMemo(() => {
    const own = followDefinitions(askedFor({ variables: declared }, { found }), definitionsIn(around))
    const names = new Set(own.map((variable) => variable.name))
    const more = elsewhere.filter(
      ({ variable }, index) =>
        !names.has(variable.name) &&
        elsewhere.findIndex((other) => other.variable.name === variable.name) === index,
    )
    const variables = [...own, ...more.map(({ variable }) => variable)]
    const origins = new Map(more.map(({ variable, from }) => [variable.name, from]))
    const asked = new Set(variables.map((variable) => variable.name))
    // A value that was typed for a name long gone from the text is kept in the draft, but not sent.
    const wanted = Object.fromEntries(Object.entries(given).filter(([name]) => asked.has(name)))
    const { values, issues } = validateValues(variables, wanted)
    // A key in the text leaves the values what they were: what is drawn of them need not be drawn anew.
    if (!sameEntries(values, latest.current)) latest.current = values
    return { variables, origins, values: latest.current, issues }
  }, [declared, found, given, elsewhere, around])
}

function sameEntries(a: Form['values'], b: Form['values']): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.is(a[name], b[name]))
}

/** What a run of the open template would send. */
export interface RunInput {
  readonly entityId: string
  /**
   * The text in hand where it differs from the newest version; null where a run is booked on that version. Asked for
   * when a run begins, so that a key draws nothing anew.
   */
  readonly document: () => TemplateDocument | null
  readonly values: Readonly<Record<string, unknown>>
  readonly extras: RunExtras
  readonly onExtras: (change: (extras: RunExtras) => Partial<RunExtras>) => void
  /** Why it cannot run now, in a sentence; null where it can. */
  readonly blocked: string | null
}

export function useRunInput(): RunInput {
  const store = useDocumentStore()
  const entityId = useDocument((state) => state.entityId)
  const extras = useDocument((state) => state.extras)
  const unreadable = useDocument((state) => state.read.issues)
  const { values, issues } = useForm()
  const [first] = issues
  const [broken] = unreadable
  const needs =
    first?.code === 'missing'
      ? t('editor.needsValue', { variable: first.variable })
      : `${first?.variable}: ${first?.message}`
  return {
    entityId,
    document: () => {
      const { document, unsaved } = store.getState()
      return unsaved && document.kind === 'template' ? document : null
    },
    values,
    extras,
    onExtras: (change) => setExtras(store, change),
    blocked: broken ? located(broken) : first ? needs : null,
  }
}

/** The problem with its place in front, where it has one. */
function located({ message, line, column }: TemplateIssue): string {
  return line === null || column === null ? message : t('editor.located', { line, column, message })
}
