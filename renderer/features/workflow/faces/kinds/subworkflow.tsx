import { subworkflow } from '../../../../../core/workflow/kinds/subworkflow'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { NamedItem } from '../named-item'

export const SubworkflowForm = formOf(subworkflow, ({ settings, set, problem, node }) => (
  <NamedItem
    label={t('nodeForm.subworkflow.item')}
    type="workflow"
    node={node}
    entityId={settings.entityId}
    follow={settings.follow}
    problem={problem('entityId')}
    onChoose={set}
  />
))
