import { extract } from '../../../../../core/workflow/kinds/extract'
import { t } from '../../../../i18n'
import { JsonField } from '../../../../ui/json-field'
import { ExpressionField } from '../expression-field'
import { formOf } from '../form'

export const ExtractForm = formOf(extract, ({ settings, set, problem }) => (
  <>
    <ExpressionField
      label={t('nodeForm.extract.expression')}
      hint={t('nodeForm.extract.hint')}
      example="input.items[0]"
      source={settings.expression}
      problem={problem('expression')}
      onChange={(expression) => set({ expression })}
    />
    <JsonField
      label={t('nodeForm.extract.schema')}
      hint={t('nodeForm.extract.schemaHint')}
      rows={6}
      value={settings.schema ?? undefined}
      onChange={(schema) => set({ schema: schema ?? null })}
    />
  </>
))
