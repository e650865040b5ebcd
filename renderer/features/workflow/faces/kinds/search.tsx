import { search } from '../../../../../core/workflow/kinds/search'
import { t } from '../../../../i18n'
import { NumberField } from '../../../../ui/number-field'
import { Switch } from '../../../../ui/switch'
import { formOf } from '../form'

const searchable = ['template', 'context', 'variable_set', 'workflow'] as const

export const SearchForm = formOf(search, ({ settings: { types, limit }, set }) => (
  <>
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium">{t('nodeForm.search.types')}</legend>
      {searchable.map((type) => (
        <div key={type} className="flex h-6 items-center justify-between gap-2">
          <span>{t(`nodeForm.search.${type}`)}</span>
          <Switch
            label={t(`nodeForm.search.${type}`)}
            checked={types.includes(type)}
            onChange={(on) => set({ types: on ? [...types, type] : types.filter((each) => each !== type) })}
          />
        </div>
      ))}
      {types.length === 0 && <p className="text-caption text-ink-3">{t('nodeForm.search.all')}</p>}
    </fieldset>
    <NumberField
      label={t('nodeForm.search.limit')}
      least={1}
      most={100}
      whole
      value={limit}
      onChange={(next) => set({ limit: next ?? 10 })}
    />
  </>
))
