import { GitFork } from 'lucide-react'
import { useMemo } from 'react'
import { differences } from '../../../core/values/set-table'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { keepMine, takeTheirs } from './open'
import { useSet, useSetStore } from './store'

const most = 100

/** Somebody saved in between. Both are here, and nothing is written until one is chosen. */
export function StaleRows() {
  const store = useSetStore()
  const stale = useSet((state) => state.stale)
  const table = useSet((state) => state.table)
  const found = useMemo(() => (stale ? differences(table, stale) : []), [table, stale])
  if (!stale) return null
  const number = stale.versionNumber
  return (
    <div role="alert" className="shrink-0 border-b border-line bg-theirs px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Icon of={GitFork} className="text-theirs-line" />
        <p className="min-w-0 flex-1 basis-44">{t('editor.savedElsewhere', { number })}</p>
        <Button small look="primary" onClick={() => keepMine(store)}>
          {t('variableSet.mineOnTop')}
        </Button>
        <Button small onClick={() => takeTheirs(store)}>
          {t('editor.takeVersion', { number })}
        </Button>
      </div>
      {found.length === 0 ? (
        <p className="mt-2 text-small">{t('variableSet.onlyColumns')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard.
        <div tabIndex={0} className="focus-inside mt-2 max-h-40 overflow-auto bg-paper">
          <table aria-label={t('variableSet.differencesTitle')} className="w-full text-small">
            <thead className="text-left text-caption text-ink-3">
              <tr>
                {[
                  t('variableSet.row'),
                  t('variableSet.column'),
                  t('variableSet.mine'),
                  t('variableSet.theirs', { number }),
                ].map((head) => (
                  <th key={head} scope="col" className="px-2 py-1 font-regular">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="font-mono no-ligatures">
              {found.slice(0, most).map(({ row, column, mine, theirs }) => (
                <tr key={`${row} ${column} ${mine === ''}`} className="border-t border-line">
                  <td className="tabular px-2 py-1">{row}</td>
                  <td className="px-2 py-1">{column ?? t('variableSet.wholeRow')}</td>
                  <td className="max-w-60 truncate bg-mine px-2 py-1">{mine || '–'}</td>
                  <td className="max-w-60 truncate px-2 py-1">{theirs || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.length > most && (
            <p className="px-2 py-1 text-ink-3">
              {t('variableSet.moreDifferences', { count: found.length - most })}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
