import { text } from '../../../../../core/workflow/kinds/text'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { LiquidField } from '../liquid-field'

export const TextForm = formOf(text, ({ settings, set, problem }) => (
  <LiquidField
    label={t('common.text')}
    hint={t('nodeForm.text.hint')}
    example={t('nodeForm.text.example', { example: '{{ topic }}' })}
    text={settings.text}
    problem={problem('text')}
    onChange={(next) => set({ text: next })}
  />
))
