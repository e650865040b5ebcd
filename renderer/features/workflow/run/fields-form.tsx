import type { PortField } from '../../../../contract/workflow'
import { t } from '../../../i18n'
import { Labelled } from '../../../ui/field'
import { Mark } from '../../../ui/mark'
import { ValueInput } from '../../../ui/value-input'
import { variableOf } from './fields'

interface FieldsFormProps {
  fields: readonly PortField[]
  values: Readonly<Record<string, unknown>>
  problems: ReadonlyMap<string, string>
  onChange: (name: string, value: unknown) => void
}

/** A field for each part of a signature or a question, by its type. */
export const FieldsForm = ({ fields, values, problems, onChange }: FieldsFormProps) => (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-x-5 gap-y-4">
    {fields.map((field) => {
      const { name, required, description } = field
      const variable = variableOf(field)
      const kind = field.type.kind === 'any' ? t('workflowRun.anything') : t(`ui.type.${variable.type}`)
      const problem = problems.get(name) ?? null
      return (
        <Labelled
          key={name}
          label={<Mark name={name} empty={values[name] === undefined || values[name] === ''} />}
          note={required ? kind : t('workflowRun.optional', { kind })}
          hint={description || null}
          problem={problem}
        >
          {(ids) => (
            <ValueInput
              {...ids}
              variable={variable}
              value={values[name]}
              wrong={problem !== null}
              onChange={(value) => onChange(name, value)}
            />
          )}
        </Labelled>
      )
    })}
  </div>
)
