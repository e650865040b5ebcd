import { score } from '../../../../../core/workflow/kinds/score'
import { t } from '../../../../i18n'
import { TextField } from '../../../../ui/field'
import { ExpressionField } from '../expression-field'
import { formOf } from '../form'

export const ScoreForm = formOf(score, ({ settings, set, problem }) => (
  <>
    <TextField
      label={t('nodeForm.score.name')}
      hint={t('nodeForm.score.nameHint')}
      maxLength={80}
      value={settings.name}
      problem={problem('name')}
      onChange={({ target }) => set({ name: target.value })}
    />
    <ExpressionField
      label={t('nodeForm.score.expression')}
      hint={t('nodeForm.score.hint')}
      source={settings.expression}
      problem={problem('expression')}
      onChange={(expression) => set({ expression })}
    />
    <TextField
      label={t('nodeForm.score.unit')}
      note={t('common.optional')}
      maxLength={40}
      value={settings.unit}
      onChange={({ target }) => set({ unit: target.value })}
    />
  </>
))
