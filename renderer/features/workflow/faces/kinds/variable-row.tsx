import { variableRow } from '../../../../../core/workflow/kinds/variable-row'
import { t } from '../../../../i18n'
import { NumberField } from '../../../../ui/number-field'
import { formOf } from '../form'
import { NamedItem } from '../named-item'

export const VariableRowForm = formOf(variableRow, ({ settings, set, problem, node }) => (
  <>
    <NamedItem
      label={t('nodeForm.variable_row.item')}
      type="variable_set"
      node={node}
      entityId={settings.entityId}
      problem={problem('entityId')}
      onChoose={set}
    />
    <NumberField
      label={t('nodeForm.variable_row.row')}
      hint={t('nodeForm.variable_row.rowHint')}
      least={1}
      most={1_000_000}
      whole
      value={settings.row}
      onChange={(row) => set({ row: row ?? 1 })}
    />
  </>
))
