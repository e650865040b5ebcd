import { context } from '../../../../../core/workflow/kinds/context'
import { t } from '../../../../i18n'
import { formOf } from '../form'
import { NamedItem } from '../named-item'

export const ContextForm = formOf(context, ({ settings, set, problem, node }) => (
  <NamedItem
    label={t('nodeForm.context.item')}
    type="context"
    node={node}
    entityId={settings.entityId}
    follow={settings.follow}
    problem={problem('entityId')}
    onChoose={set}
  />
))
