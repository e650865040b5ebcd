import type { ReactNode } from 'react'
import type { Variable } from '../../../contract/template'
import { restoreVersion } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { none } from '../../ui/format'
import type { HistoryOf, Side } from '../../ui/history/version-dialog'
import { Mark } from '../../ui/mark'
import { savingOf } from './open'
import { isDefinition, useDefinition, useDefinitionStore } from './store'

/** The versions of the open shared variable: read, compared, brought back. */
export function useHistory(): HistoryOf {
  const { client } = useStudio()
  const store = useDefinitionStore()
  return {
    entityId: useDefinition((state) => state.entityId),
    number: useDefinition((state) => state.base.versionNumber),
    unsaved: useDefinition((state) => state.unsaved),
    current: () => store.getState().document,
    onRestore: (versionId) => void restoreVersion(savingOf(client, store), versionId),
    show: showWords,
  }
}

function showWords(one: Side, other: Side | null): ReactNode {
  if (!isDefinition(one.document)) return null
  if (!other) return <Said variable={one.document.variable} />
  if (!isDefinition(other.document)) return null
  return (
    <div className="grid grid-cols-2 gap-8">
      {[one, other].map(({ name, document }) =>
        isDefinition(document) ? (
          <div key={name} className="min-w-0">
            <h3 className="mb-2 font-strong">{name}</h3>
            <Said variable={document.variable} />
          </div>
        ) : null,
      )}
    </div>
  )
}

/** Word for word what a version says, in rows. */
function Said({
  variable: { name, type, required, default: fallback, description, rules },
}: {
  variable: Variable
}) {
  const rows = [
    [t('editor.type'), t(`ui.type.${type}`)],
    [t('editor.required'), t(required ? 'editor.yes' : 'editor.no')],
    [t('editor.default'), plain(fallback)],
    ...ruleNames.flatMap((rule) => (rules[rule] === undefined ? [] : [[ruleWord(rule), plain(rules[rule])]])),
    [t('editor.purpose'), description || none],
  ]
  return (
    <div>
      <Mark name={name} />
      <dl className="mt-2 border-t border-line">
        {rows.map(([word, value]) => (
          <div key={word} className="flex gap-4 border-b border-line py-1.5">
            <dt className="w-44 shrink-0 text-ink-2">{word}</dt>
            <dd translate="no" className="min-w-0 whitespace-pre-wrap wrap-anywhere">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const ruleNames = ['min', 'max', 'minLength', 'maxLength', 'pattern', 'patternHint', 'choices'] as const

const ruleWord = (rule: (typeof ruleNames)[number]): string => {
  const words = {
    min: t('editor.atLeast'),
    max: t('editor.atMost'),
    minLength: t('editor.shortest'),
    maxLength: t('editor.longest'),
    pattern: t('editor.pattern'),
    patternHint: t('editor.patternHint'),
    choices: t('editor.choices'),
  }
  return words[rule]
}

const plain = (value: unknown): string =>
  value === undefined || value === null || value === ''
    ? none
    : Array.isArray(value)
      ? value.join('\n')
      : String(value)
