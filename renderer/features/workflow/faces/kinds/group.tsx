import { group } from '../../../../../core/workflow/kinds/group'
import { t } from '../../../../i18n'
import { formOf } from '../form'

export const GroupForm = formOf(group, () => (
  <p className="text-small text-ink-2">{t('nodeForm.group.hint')}</p>
))
