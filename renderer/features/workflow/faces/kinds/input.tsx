import { input } from '../../../../../core/workflow/kinds/input'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { PortsTable } from '../ports-table'

export const InputForm = formOf(input, ({ settings: { fields }, set, problem }) => (
  <PortsTable
    title={t('nodeForm.input.fields')}
    hint={t('nodeForm.input.hint')}
    fields={fields}
    filled
    stem="input"
    problem={problem('fields')}
    onChange={(next) => set({ fields: next })}
  />
))
