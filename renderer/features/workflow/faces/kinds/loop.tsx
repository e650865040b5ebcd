import { loop } from '../../../../../core/workflow/kinds/loop'
import { t } from '../../../../i18n'
import { NumberField } from '../../../../ui/number-field'
import { ExpressionField } from '../expression-field'
import { formOf } from '../form'

export const LoopForm = formOf(loop, ({ settings, set, problem }) => (
  <>
    <ExpressionField
      label={t('nodeForm.loop.until')}
      hint={t('nodeForm.loop.hint')}
      source={settings.until}
      problem={problem('until')}
      onChange={(until) => set({ until })}
    />
    <NumberField
      label={t('nodeForm.loop.maxTurns')}
      hint={t('nodeForm.loop.maxTurnsHint')}
      least={1}
      most={1_000}
      whole
      value={settings.maxTurns}
      onChange={(maxTurns) => set({ maxTurns: maxTurns ?? 10 })}
    />
  </>
))
