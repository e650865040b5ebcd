import { aggregate } from '../../../../../core/workflow/kinds/aggregate'
import { t } from '../../../../i18n'
import { Labelled, TextField } from '../../../../ui/field'
import { Select } from '../../../../ui/select'
import { formOf } from '../form'

const ways = ['join', 'count', 'sum', 'average', 'min', 'max', 'most_frequent', 'flatten', 'unique'] as const

export const AggregateForm = formOf(aggregate, ({ settings, set }) => (
  <>
    <Labelled label={t('nodeForm.aggregate.way')}>
      {({ id }) => (
        <Select
          id={id}
          label={t('nodeForm.aggregate.way')}
          value={settings.way}
          options={ways.map((way) => ({ value: way, label: t(`nodeForm.aggregate.${way}`) }))}
          onChange={(way) => set({ way })}
        />
      )}
    </Labelled>
    {settings.way === 'join' && (
      <TextField
        label={t('nodeForm.aggregate.separator')}
        hint={t('nodeForm.aggregate.separatorHint')}
        mono
        maxLength={1_000}
        value={settings.separator.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}
        onChange={({ target }) =>
          set({ separator: target.value.replaceAll('\\n', '\n').replaceAll('\\t', '\t') })
        }
      />
    )}
  </>
))
