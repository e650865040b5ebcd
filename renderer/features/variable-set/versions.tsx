import { useQuery } from '@tanstack/react-query'
import type { VersionSummary } from '../../../contract/entity'
import type { EntityDocument, Variable } from '../../../contract/template'
import type { VariableRow } from '../../../contract/variable'
import { cellText } from '../../../core/values/set-table'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import type { HistoryOf, Side } from '../../ui/history/version-dialog'
import { SkeletonLines } from '../../ui/pane'
import { restoreSet } from './save'
import { useSet, useSetStore } from './store'

/** The versions of the open set, each with the rows that it had, and the way back to it. */
export function useHistory(): HistoryOf {
  const { client } = useStudio()
  const store = useSetStore()
  const columns = useSet((state) => state.table.columns)
  const rows = useSet((state) => state.table.rows)
  return {
    entityId: useSet((state) => state.entityId),
    number: useSet((state) => state.base.versionNumber),
    unsaved: useSet((state) => state.unsaved),
    current: () => ({ kind: 'variable_set', columns: [...columns], rows: rows.length, digest: '' }),
    onRestore: (versionId) => void restoreSet(client, store, versionId),
    show: (one, other) => <Versions sides={other ? [one, other] : [one]} />,
  }
}

/** One version, or two below each other: tables are wide. */
const Versions = ({ sides }: { sides: readonly Side[] }) => (
  <div className="space-y-4">
    {sides.map(({ name, document, version }) => (
      <section key={name} aria-label={name}>
        {sides.length > 1 && <h3 className="mb-1 font-strong">{name}</h3>}
        {version ? <RowsThen version={version} document={document} /> : <RowsNow />}
      </section>
    ))}
  </div>
)

/** Rows that are looked at before a version is restored. */
const shown = 50

function RowsThen({ version, document }: { version: VersionSummary; document: EntityDocument }) {
  const { queries } = useStudio()
  const of = { id: version.entityId, versionId: version.id }
  const rows = useQuery(queries.variable.rows.queryOptions({ input: { ...of, limit: shown } }))
  if (rows.error) return <p className="text-failed">{problemOf(rows.error).sentence}</p>
  if (!rows.data) return <SkeletonLines label={t('editor.loadingVersion')} widths={[94, 88, 94]} />
  const columns = document.kind === 'variable_set' ? document.columns : []
  return <Rows columns={columns} rows={rows.data.items} total={rows.data.total} />
}

/** What stands in the table now. */
function RowsNow() {
  const { columns, rows } = useSet((state) => state.table)
  return <Rows columns={columns} rows={rows.slice(0, shown)} total={rows.length} />
}

interface RowsProps {
  columns: readonly Variable[]
  rows: readonly VariableRow[]
  total: number
}

function Rows({ columns, rows, total }: RowsProps) {
  const more = total - rows.length
  return (
    <>
      <p className="mb-3 text-ink-2">
        {t('variableSet.size', {
          rows: t('variableSet.rows', { count: total }),
          columns: t('variableSet.columns', { count: columns.length }),
        })}
      </p>
      {columns.length > 0 && <RowsTable columns={columns} rows={rows} />}
      {more > 0 && <p className="mt-2 text-small text-ink-3">{t('variableSet.moreRows', { count: more })}</p>}
    </>
  )
}

function RowsTable({ columns, rows }: Omit<RowsProps, 'total'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard.
    <div tabIndex={0} className="focus-inside max-h-[44vh] overflow-auto border-y border-line bg-paper">
      <table aria-label={t('variableSet.table')} className="w-full text-small">
        <thead className="sticky top-0 bg-panel text-left text-caption text-ink-3">
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="px-2 py-1 font-regular" translate="no">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="font-mono no-ligatures" translate="no">
          {rows.map((row) => (
            <tr key={row.key} className="border-t border-line">
              {columns.map(({ name }) => (
                <td key={name} className="max-w-72 truncate px-2 py-1">
                  {cellText(row.values[name]).slice(0, 200)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
