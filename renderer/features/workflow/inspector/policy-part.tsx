import type { WorkflowNode } from '../../../../contract/workflow'
import { t } from '../../../i18n'
import { NumberField } from '../../../ui/number-field'
import { Section } from '../../../ui/section'

type Policy = NonNullable<WorkflowNode['policy']>

interface PolicyPartProps {
  policy: Policy | undefined
  /** null: nothing is set any more. */
  onPolicy: (policy: Policy | null) => void
}

/** Kinds that wait for something else, or may fail by chance. */
const trying: ReadonlySet<string> = new Set([
  'template',
  'model_call',
  'subworkflow',
  'search',
  'http',
  'code',
  'human_input',
])

/** Whether it makes sense to try such a node more than once, or for a certain time. */
export const tries = ({ kind }: Pick<WorkflowNode, 'kind'>): boolean => trying.has(kind)

const parts = [
  { name: 'attempts', least: 1, most: 10, seconds: false },
  { name: 'backoffMs', least: 0, most: 600, seconds: true },
  { name: 'timeoutMs', least: 0.001, most: 86_400, seconds: true },
] as const

/** How often and how long a node may try. */
export function PolicyPart({ policy = {}, onPolicy }: PolicyPartProps) {
  const put = (name: (typeof parts)[number]['name'], value: number | null) => {
    const { [name]: _old, ...rest } = policy
    const next: Policy = value === null ? rest : { ...rest, [name]: value }
    onPolicy(Object.keys(next).length === 0 ? null : next)
  }
  const set = parts.filter(({ name }) => policy[name] !== undefined).length
  return (
    <Section
      title={t('nodeForm.policy.title')}
      note={set > 0 ? t('editor.countSet', { count: set }) : undefined}
    >
      {parts.map(({ name, least, most, seconds }) => {
        const value = policy[name]
        return (
          <NumberField
            key={name}
            label={t(`nodeForm.policy.${name}`)}
            note={seconds ? t('nodeForm.seconds') : undefined}
            hint={t(`nodeForm.policy.${name}Hint`)}
            placeholder={t(`nodeForm.policy.${name}Usual`)}
            least={least}
            most={most}
            whole={!seconds}
            value={value === undefined ? null : seconds ? value / 1_000 : value}
            onChange={(next) => put(name, next === null || !seconds ? next : Math.round(next * 1_000))}
          />
        )
      })}
    </Section>
  )
}
