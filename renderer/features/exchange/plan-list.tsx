import type { ImportedItem } from '../../../contract/exchange'
import { t } from '../../i18n'
import { count } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { kindIcon, kindName } from './kinds'

/** Rows that are drawn; a file of thousands is counted above. */
const most = 300

const order: readonly ImportedItem['fate'][] = ['refused', 'beside', 'new', 'here']

/** Each item of a file with what becomes of it; what needs somebody comes first. */
export function PlanList({ items }: { items: readonly ImportedItem[] }) {
  const sorted = order.flatMap((fate) => items.filter((item) => item.fate === fate))
  const shown = sorted.slice(0, most)
  return (
    <section
      aria-label={t('exchange.inFile')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached with the keyboard.
      tabIndex={0}
      className="focus-inside mt-3 max-h-[34vh] overflow-auto border-y border-line"
    >
      <ul>
        {shown.map((item, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: what could not be read has no id of its own.
            key={`${index} ${item.id}`}
            className="flex min-h-7 items-center gap-2.5 border-b border-line px-2 py-1 last:border-b-0"
          >
            <Icon of={kindIcon(item.type, item.form)} className="shrink-0 text-ink-2" />
            <span translate="no" className="min-w-0 flex-1 truncate">
              {item.places.length > 0 && <span className="text-ink-3">{item.places.join(' › ')} › </span>}
              <span className="font-medium">{item.title || t('exchange.unnamed')}</span>
            </span>
            <span className="shrink-0 text-small text-ink-3">{kindName(item.type)}</span>
            <Fate item={item} />
          </li>
        ))}
      </ul>
      {items.length > most && (
        <p className="px-2 py-2 text-small text-ink-2">
          {t('exchange.andMore', { n: count(items.length - most) })}
        </p>
      )}
    </section>
  )
}

function Fate({ item }: { item: ImportedItem }) {
  const said = t(`exchange.fate.${item.fate}`)
  return (
    <span className={`w-72 shrink-0 text-small ${item.fate === 'refused' ? 'text-failed' : 'text-ink-2'}`}>
      {said}
      {item.why && (
        <span lang="en" translate="no">
          {' '}
          {item.why}
        </span>
      )}
    </span>
  )
}
