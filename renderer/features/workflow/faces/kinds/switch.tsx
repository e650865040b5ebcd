import { Plus, Trash2 } from 'lucide-react'
import { switchRule } from '../../../../../core/workflow/kinds/switch'
import { t } from '../../../../i18n'
import { Button, IconButton } from '../../../../ui/button'
import { keyed } from '../../../../ui/keyed'
import { ExpressionField } from '../expression-field'
import { formOf } from '../form'
import { PortNameInput } from '../port-name-input'
import { freeName } from '../ports-table'

export const SwitchForm = formOf(switchRule, ({ settings: { cases }, set, problem }) => (
  <section aria-label={t('nodeForm.switch.cases')} className="space-y-3">
    <div className="flex min-h-6 items-center justify-between gap-2">
      <h4 className="font-medium">{t('nodeForm.switch.cases')}</h4>
      <Button
        small
        look="quiet"
        icon={Plus}
        onClick={() => set({ cases: [...cases, { name: freeName('case', cases), expression: '' }] })}
      >
        {t('common.add')}
      </Button>
    </div>
    <p className="text-small text-ink-2">{t('nodeForm.switch.hint')}</p>
    {keyed(cases).map(({ key, item }) => {
      const at = Number(key)
      const put = (change: Partial<typeof item>) =>
        set({ cases: cases.map((each, index) => (index === at ? { ...each, ...change } : each)) })
      return (
        <div key={key} className="space-y-1 border-l border-line-strong pl-3">
          <div className="flex items-center gap-1">
            <PortNameInput name={item.name} onName={(name) => put({ name })} />
            <IconButton
              icon={Trash2}
              label={t('nodeForm.remove', { name: item.name })}
              onClick={() => set({ cases: cases.filter((_, index) => index !== at) })}
            />
          </div>
          <ExpressionField
            label={t('nodeForm.switch.when', { name: item.name })}
            source={item.expression}
            problem={problem(`cases[${at}].expression`)}
            onChange={(expression) => put({ expression })}
          />
        </div>
      )
    })}
    {problem('cases') && (
      <p role="alert" lang="en" className="text-small text-failed">
        {problem('cases')}
      </p>
    )}
  </section>
))
