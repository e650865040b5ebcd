import { useState } from 'react'
import { isVariableName } from '../../../core/values/set-table'
import { t } from '../../i18n'
import { TextField } from '../../ui/field'
import { VariableRules } from '../../ui/variable-rules'
import { change, useDefinition, useDefinitionStore } from './store'

/** What the variable is: its name, type, necessity, default, rules and purpose. */
export function DefinitionForm() {
  const store = useDefinitionStore()
  const variable = useDefinition((state) => state.document.variable)
  return (
    <section aria-label={t('definition.form')} className="space-y-3">
      <NameField />
      <VariableRules variable={variable} onChange={(changes) => change(store, changes)} />
    </section>
  )
}

function NameField() {
  const store = useDefinitionStore()
  const wrongName = useDefinition((state) => state.wrongName)
  const [text, setText] = useState(() => wrongName ?? store.getState().document.variable.name)
  return (
    <TextField
      label={<span className="text-small">{t('definition.name')}</span>}
      hint={t('definition.nameHint')}
      problem={wrongName === null ? null : t('definition.wrongName', { name: wrongName.slice(0, 80) })}
      mono
      value={text}
      onChange={({ target: { value } }) => {
        setText(value)
        const fits = isVariableName(value)
        store.setState({ wrongName: fits ? null : value })
        if (fits) change(store, { name: value })
      }}
    />
  )
}
