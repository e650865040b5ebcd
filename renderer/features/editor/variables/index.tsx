import { Save, SlidersHorizontal } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Variable } from '../../../../contract/template'
import type { Reading } from '../../../../core/template/lint'
import type { ValueIssue } from '../../../../core/values/validate'
import { PaneEdge, usePaneWidth } from '../../../app/pane-edge'
import { t } from '../../../i18n'
import { IconButton } from '../../../ui/button'
import { KeepRow } from '../../../ui/keep-row'
import { Grow, PaneHead } from '../../../ui/pane'
import { Rich } from '../../../ui/rich'
import { Parts } from '../parts'
import { useForm } from '../run-input'
import { useDocument } from '../store'
import { LoadValues } from './load-values'
import { VariableField } from './variable-field'

/** The form that the text makes: every variable found while typing, with its type, rules and value. */
export function VariablesPane({ asked, title }: { asked: boolean; title: string }) {
  const { variables, origins, values, issues } = useForm()
  const width = usePaneWidth('variables')
  const read = useDocument((state) => state.read)
  const isTemplate = useDocument((state) => state.document.kind === 'template')
  const declared = useDocument((state) => state.document.variables)
  const [parts, setParts] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const entityId = useDocument((state) => state.entityId)
  const typed = useDocument((state) => state.values)
  const manyRows = useDocument((state) => state.rows.length > 1)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const leave = useCallback((name: string) => setLeft((names) => new Set(names).add(name)), [])
  const wrong = new Map(issues.map((issue) => [issue.variable, issue]))
  const ready = variables.filter((variable) => !wrong.has(variable.name)).length
  // What cannot be read now may well be used: nothing is called unused then.
  const unused = new Set(
    read.issues.length > 0
      ? []
      : declared.map((variable) => variable.name).filter((name) => !inText(read, name)),
  )
  return (
    <section
      aria-label={t('editor.variables')}
      className="relative flex w-[260px] shrink-0 flex-col border-l border-line bg-panel"
      style={width}
    >
      <PaneHead>
        <h2 className="min-w-0 truncate font-strong">{t(parts ? 'editor.parts' : 'editor.variables')}</h2>
        {!parts && variables.length > 0 && (
          <span
            className="tabular whitespace-nowrap text-small text-ink-3"
            title={t('editor.readyMeans', { ready, all: variables.length })}
          >
            {t('editor.ready', { ready, all: variables.length })}
          </span>
        )}
        <Grow />
        <span className="flex shrink-0">
          {!parts && variables.length > 0 && (
            <>
              <LoadValues />
              <IconButton icon={Save} label={t('editor.keepValues')} onClick={() => setKeeping(true)} />
            </>
          )}
          {isTemplate && (
            <IconButton
              icon={SlidersHorizontal}
              label={t('editor.parts')}
              aria-pressed={parts}
              onClick={() => setParts(!parts)}
            />
          )}
        </span>
      </PaneHead>
      {keeping && (
        <KeepRow
          values={keptOf(variables, values, typed)}
          columns={variables}
          besideId={entityId}
          suggested={t('editor.valuesOf', { title })}
          onClose={() => setKeeping(false)}
        />
      )}
      {parts ? (
        <Parts />
      ) : variables.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">
          <Rich
            of={t('editor.noVariables')}
            parts={{ example: <span className="mark font-mono text-small">{'{{ name }}'}</span> }}
          />
        </p>
      ) : (
        <div className={`min-h-0 flex-1 space-y-3.5 overflow-auto px-4 py-3.5 ${manyRows ? 'mt-9' : ''}`}>
          {variables.map((variable) => (
            <VariableField
              key={variable.name}
              variable={variable}
              origin={originOf(variable.name, origins, unused)}
              issue={shownIssue(wrong.get(variable.name), asked || left.has(variable.name))}
              empty={wrong.get(variable.name)?.code === 'missing'}
              onLeave={leave}
            />
          ))}
        </div>
      )}
      <PaneEdge pane="variables" at="left" />
    </section>
  )
}

const inText = (read: Reading, name: string): boolean => read.found.some((found) => found.name === name)

/** What is kept of the form: typed values, and as it was typed what is not right yet. */
const keptOf = (
  variables: readonly Variable[],
  values: Readonly<Record<string, unknown>>,
  typed: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    variables.flatMap(({ name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : typed[name]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )

/** A field that nobody touched yet is empty, not wrong. */
const shownIssue = (issue: ValueIssue | undefined, asked: boolean): string | null =>
  !issue || (issue.code === 'missing' && !asked) ? null : issue.message

function originOf(
  name: string,
  origins: ReadonlyMap<string, string>,
  unused: ReadonlySet<string>,
): string | null {
  const context = origins.get(name)
  if (context) return t('editor.fromContext', { context })
  return unused.has(name) ? t('editor.notInText') : null
}
