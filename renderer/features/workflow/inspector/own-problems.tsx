import { t } from '../../../i18n'
import { useFormPlace } from '../faces/form'
import { ProblemLine } from './problem-line'

/** Problems that have no field of their own in the form: of the node's place, of its ports and edges. */
export function OwnProblems({ shownElsewhere }: { shownElsewhere: boolean }) {
  const { problems } = useFormPlace()
  const mine = problems.filter(({ code }) => !shownElsewhere || !inFields.has(code))
  if (mine.length === 0) return null
  return (
    <ul aria-label={t('nodeForm.problemsHere')} className="space-y-1">
      {mine.map((problem) => (
        <li key={`${problem.code} ${problem.field} ${problem.message}`}>
          <ProblemLine problem={problem} />
        </li>
      ))}
    </ul>
  )
}

/** What a form shows at its field. */
const inFields: ReadonlySet<string> = new Set([
  'settings',
  'missing_choice',
  'missing_item',
  'missing_model',
  'missing_text',
  'missing_expression',
  'duplicate_name',
  'template_text',
  'address',
  'secret',
  'expression',
  'outdated_ports',
  'calls_itself',
])
