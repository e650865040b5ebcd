import { template } from '../../../../../core/workflow/kinds/template'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { ModelPart } from '../model-part'
import { NamedItem } from '../named-item'

export const TemplateForm = formOf(template, ({ settings, set, problem, node }) => (
  <>
    <NamedItem
      label={t('nodeForm.template.item')}
      type="template"
      node={node}
      entityId={settings.entityId}
      follow={settings.follow}
      problem={problem('entityId')}
      onChoose={set}
    />
    <ModelPart
      model={settings.model}
      problem={problem('model')}
      otherwise={t('nodeForm.template.ownModel')}
      onChange={(model) => set({ model })}
    />
  </>
))
