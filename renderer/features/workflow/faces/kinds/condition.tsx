import { condition } from '../../../../../core/workflow/kinds/condition'
import { t } from '../../../../i18n'
import { ExpressionField } from '../expression-field'
import { formOf } from '../form'

export const ConditionForm = formOf(condition, ({ settings, set, problem }) => (
  <ExpressionField
    label={t('nodeForm.condition.expression')}
    hint={t('nodeForm.condition.hint')}
    source={settings.expression}
    problem={problem('expression')}
    onChange={(expression) => set({ expression })}
  />
))
