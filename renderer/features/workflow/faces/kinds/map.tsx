import { map } from '../../../../../core/workflow/kinds/map'
import { t } from '../../../../i18n'
import { Labelled } from '../../../../ui/field'
import { NumberField } from '../../../../ui/number-field'
import { Select } from '../../../../ui/select'
import { formOf } from '../form'

const ways = ['stop', 'continue', 'drop'] as const

export const MapForm = formOf(map, ({ settings, set }) => (
  <>
    <NumberField
      label={t('nodeForm.map.parallel')}
      hint={t('nodeForm.map.hint')}
      least={1}
      most={100}
      whole
      value={settings.parallel}
      onChange={(parallel) => set({ parallel: parallel ?? 4 })}
    />
    <Labelled label={t('nodeForm.map.onError')}>
      {({ id }) => (
        <Select
          id={id}
          label={t('nodeForm.map.onError')}
          value={settings.onError}
          options={ways.map((way) => ({ value: way, label: t(`nodeForm.map.${way}`) }))}
          onChange={(onError) => set({ onError })}
        />
      )}
    </Labelled>
  </>
))
