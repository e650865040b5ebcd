import { humanInput } from '../../../../../core/workflow/kinds/human-input'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { LiquidField } from '../liquid-field'
import { PortsTable } from '../ports-table'

export const HumanInputForm = formOf(humanInput, ({ settings, set, problem }) => (
  <>
    <LiquidField
      label={t('nodeForm.human_input.question')}
      hint={t('nodeForm.human_input.hint')}
      text={settings.question}
      problem={problem('question')}
      onChange={(question) => set({ question })}
    />
    <PortsTable
      title={t('nodeForm.human_input.fields')}
      hint={t('nodeForm.human_input.fieldsHint')}
      fields={settings.fields}
      filled
      stem="answer"
      problem={problem('fields')}
      onChange={(fields) => set({ fields })}
    />
  </>
))
