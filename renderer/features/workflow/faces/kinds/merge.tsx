import { merge } from '../../../../../core/workflow/kinds/merge'
import { t } from '../../../../i18n'
import { Labelled } from '../../../../ui/field'
import { Select } from '../../../../ui/select'
import { formOf } from '../form'

const modes = ['all', 'first', 'race'] as const

export const MergeForm = formOf(merge, ({ settings: { mode }, set }) => (
  <Labelled label={t('nodeForm.merge.mode')} hint={t(`nodeForm.merge.${mode}Hint`)}>
    {({ id }) => (
      <Select
        id={id}
        label={t('nodeForm.merge.mode')}
        value={mode}
        options={modes.map((each) => ({ value: each, label: t(`nodeForm.merge.${each}`) }))}
        onChange={(next) => set({ mode: next })}
      />
    )}
  </Labelled>
))
