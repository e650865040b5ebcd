import type { Settled } from '../../../../core/merge/merge'
import { t } from '../../../i18n'
import { fieldName, shown } from '../diff/words'

/** Every field that was merged without asking, and from which side. */
export function SettledTable({ settled }: { settled: readonly Settled[] }) {
  return (
    <section aria-label={t('editor.mergedWithoutAsking')}>
      <h3 className="mb-1 font-strong">{t('editor.mergedWithoutAsking')}</h3>
      <table className="w-full table-fixed text-left">
        <thead>
          <tr className="border-b border-line-strong text-caption text-ink-3">
            <th className="w-1/4 py-1 font-normal">{t('editor.what')}</th>
            <th className="py-1 font-normal">{t('editor.before')}</th>
            <th className="py-1 font-normal">{t('editor.mineDraft')}</th>
            <th className="py-1 font-normal">{t('editor.theirsShort')}</th>
          </tr>
        </thead>
        <tbody>
          {settled.map(({ path, base, mine, theirs, side }) => (
            <tr key={path} translate="no" className="border-b border-line align-top [overflow-wrap:anywhere]">
              <td className="py-1 pr-3 font-medium">{fieldName(path)}</td>
              <td className="py-1 pr-3 text-ink-2">{shown(base)}</td>
              <td
                className={`py-1 pr-3 ${side === 'theirs' ? 'text-ink-3' : 'border-l-2 border-mine-line pl-2'}`}
              >
                {side === 'theirs' ? '–' : shown(mine)}
              </td>
              <td className={`py-1 ${side === 'mine' ? 'text-ink-3' : 'border-l-2 border-theirs-line pl-2'}`}>
                {side === 'mine' ? '–' : shown(theirs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
