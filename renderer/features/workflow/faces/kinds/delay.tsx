import { delay } from '../../../../../core/workflow/kinds/delay'
import { t } from '../../../../i18n'
import { NumberField } from '../../../../ui/number-field'
import { formOf } from '../form'

export const DelayForm = formOf(delay, ({ settings, set }) => (
  <NumberField
    label={t('nodeForm.delay.seconds')}
    note={t('nodeForm.seconds')}
    hint={t('nodeForm.delay.hint')}
    least={0}
    most={2_592_000}
    value={settings.seconds}
    onChange={(seconds) => set({ seconds: seconds ?? 1 })}
  />
))
