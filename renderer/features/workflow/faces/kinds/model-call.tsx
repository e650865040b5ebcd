import { modelCall } from '../../../../../core/workflow/kinds/model-call'
import { t } from '../../../../i18n'
import { JsonField } from '../../../../ui/json-field'
import { formOf } from '../form'
import { MessageList } from '../message-list'
import { ModelPart } from '../model-part'

export const ModelCallForm = formOf(modelCall, ({ settings, set, problem }) => (
  <>
    <ModelPart model={settings.model} problem={problem('model')} onChange={(model) => set({ model })} />
    <MessageList
      messages={settings.messages}
      problem={problem('messages')}
      onChange={(messages) => set({ messages })}
    />
    <JsonField
      label={t('nodeForm.answerSchema')}
      hint={t('nodeForm.answerSchemaHint')}
      rows={4}
      value={settings.outputSchema ?? undefined}
      onChange={(schema) => set({ outputSchema: schema ?? null })}
    />
  </>
))
