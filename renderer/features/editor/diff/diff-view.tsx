import type { TextDiff } from '../../../../core/diff/document'
import { diffDocuments } from '../../../../core/diff/document'
import type { LineRow, Run } from '../../../../core/diff/lines'
import type { FieldChange } from '../../../../core/document/changes'
import { t } from '../../../i18n'
import { keyed } from '../../../ui/keyed'
import type { Writing } from '../document'
import { fieldName, shown } from './words'

interface DiffViewProps {
  before: Writing
  after: Writing
  /** What stands above the two sides. */
  names: readonly [string, string]
}

/** Two versions side by side: texts line by line and word by word, everything else field by field. */
export function DiffView({ before, after, names }: DiffViewProps) {
  const { texts, fields, words } = diffDocuments(before, after)
  const different = texts.filter(({ kind, moved }) => kind !== 'same' || moved)
  const equal = texts.filter(({ kind, moved }) => kind === 'same' && !moved)
  return (
    <div className="space-y-4">
      <div className="grid grid-cols-2 gap-4 text-small">
        {names.map((name) => (
          <h3 key={name} className="font-medium">
            {name}
          </h3>
        ))}
      </div>
      {different.length === 0 && fields.length === 0 && (
        <p className="text-ink-2">{t('editor.diffNothing')}</p>
      )}
      {different.map((text) => (
        <TextRows key={text.id} text={text} />
      ))}
      {fields.length > 0 && <FieldRows fields={fields} />}
      <p className="text-small text-ink-3">
        {t('editor.diffWords', { added: words.added, removed: words.removed })}
        {equal.length > 0 && ` ${t('editor.sameInBoth', { parts: equal.map(nameOf).join(', ') })}`}
      </p>
    </div>
  )
}

const nameOf = ({ name, role }: TextDiff): string => name ?? (role ? t(`ui.role.${role}`) : t('common.text'))

function TextRows({ text }: { text: TextDiff }) {
  return (
    <section aria-label={nameOf(text)}>
      <h4 className="mb-1 text-caption text-ink-3">
        {nameOf(text)}
        {text.moved && ` · ${t('editor.diffMoved', text.moved)}`}
      </h4>
      <div className="grid grid-cols-2 gap-x-4 border-y border-line py-1 font-mono text-[12.5px] leading-[22px]">
        {keyed(folded(text.rows)).map(({ key, item }) =>
          typeof item === 'number' ? (
            <p key={key} className="col-span-2 bg-panel px-2 text-caption text-ink-3">
              {t('editor.diffSameLines', { count: item })}
            </p>
          ) : (
            <div key={key} className="contents">
              <Line side={item.before} sign="–" look={item.kind === 'same' ? null : 'removed'} />
              <Line side={item.after} sign="+" look={item.kind === 'same' ? null : 'added'} />
            </div>
          ),
        )}
      </div>
    </section>
  )
}

/** Lines that are equal on both sides are folded where they are many, but for two beside each change. */
function folded(rows: readonly LineRow[]): (LineRow | number)[] {
  const near = rows.map((_, index) =>
    rows.slice(Math.max(0, index - 2), index + 3).some(({ kind }) => kind !== 'same'),
  )
  const result: (LineRow | number)[] = []
  for (const [index, row] of rows.entries()) {
    const last = result.at(-1)
    if (near[index]) result.push(row)
    else if (typeof last === 'number') result[result.length - 1] = last + 1
    else result.push(1)
  }
  return result
}

const looks = {
  added: { line: 'bg-add border-add-line', word: 'bg-[var(--d-add-strong)]' },
  removed: { line: 'bg-del border-del-line', word: 'bg-[var(--d-del-strong)] line-through' },
} as const

interface LineProps {
  side: { readonly number: number; readonly runs: readonly Run[] } | null
  sign: string
  look: keyof typeof looks | null
}

function Line({ side, sign, look }: LineProps) {
  if (!side) return <div className="bg-well/50" />
  return (
    <div className={`flex min-w-0 border-l-2 ${look ? looks[look].line : 'border-transparent'}`}>
      <span className="tabular w-9 shrink-0 pr-2 text-right text-caption text-ink-3 select-none">
        {side.number}
      </span>
      <span aria-hidden className="w-4 shrink-0 text-ink-2 select-none">
        {look && sign}
      </span>
      <span
        translate="no"
        className="min-w-0 flex-1 whitespace-pre-wrap no-ligatures [overflow-wrap:anywhere]"
      >
        {keyed([...side.runs]).map(({ key, item }) =>
          item.changed && look ? (
            look === 'added' ? (
              <ins key={key} className={`${looks.added.word} no-underline`}>
                {item.text}
              </ins>
            ) : (
              <del key={key} className={looks.removed.word}>
                {item.text}
              </del>
            )
          ) : (
            <span key={key}>{item.text}</span>
          ),
        )}
      </span>
    </div>
  )
}

function FieldRows({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <table className="w-full table-fixed text-left">
      <thead>
        <tr className="border-b border-line-strong text-caption text-ink-3">
          <th className="w-1/3 py-1 font-normal">{t('editor.what')}</th>
          <th className="py-1 font-normal">{t('editor.before')}</th>
          <th className="py-1 font-normal">{t('editor.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, before, after }) => (
          <tr key={path} translate="no" className="border-b border-line align-top">
            <td className="py-1 pr-3 font-medium">{fieldName(path)}</td>
            <td className="py-1 pr-3 [overflow-wrap:anywhere] text-ink-2">{shown(before)}</td>
            <td className="py-1 [overflow-wrap:anywhere]">{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
