import { output } from '../../../../../core/workflow/kinds/output'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { PortsTable } from '../ports-table'

export const OutputForm = formOf(output, ({ settings: { fields }, set, problem }) => (
  <PortsTable
    title={t('nodeForm.output.fields')}
    hint={t('nodeForm.output.hint')}
    fields={fields}
    filled
    stem="output"
    problem={problem('fields')}
    onChange={(next) => set({ fields: next })}
  />
))
