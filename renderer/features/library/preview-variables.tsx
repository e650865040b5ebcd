import type { Variable } from '../../../contract/template'
import { t } from '../../i18n'
import { Mark } from '../../ui/mark'
import { Rich } from '../../ui/rich'

export function PreviewVariables({ variables }: { variables: readonly Variable[] }) {
  if (variables.length === 0) {
    return (
      <p className="px-5 py-4 text-ink-2">
        <Rich of={t('library.noVariables')} parts={{ example: '{{ name }}' }} />
      </p>
    )
  }
  return (
    <ul className="px-5 py-2">
      {variables.map((variable) => (
        <li key={variable.name} className="border-b border-line py-2">
          <div className="flex items-baseline justify-between gap-3">
            <Mark name={variable.name} />
            <span className="text-caption text-ink-3">
              {variable.required
                ? t(`ui.type.${variable.type}`)
                : t('library.optionalType', { type: t(`ui.type.${variable.type}`) })}
            </span>
          </div>
          {variable.description && <p className="mt-1 text-small text-ink-2">{variable.description}</p>}
        </li>
      ))}
    </ul>
  )
}
