import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { expressionNames } from '../../../../core/workflow/expression'
import { useSettled } from '../../../data/settled'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { CodeField } from '../../../ui/code/code-field'
import { pathCompletion, pathMarks } from '../../../ui/code/paths'
import { script } from '../../../ui/code/script'
import { useFormPlace } from './form'
import { TryExpression } from './try-expression'

interface ExpressionFieldProps {
  label: string
  source: string
  onChange: (source: string) => void
  hint?: ReactNode
  problem?: string | null | undefined
  example?: string
}

/** A JavaScript expression, checked as it is written by what will evaluate it; it can be tried on a sample. */
export function ExpressionField({ label, source, onChange, hint, problem, example }: ExpressionFieldProps) {
  const place = useFormPlace()
  const wrong = useExpressionProblem(source)
  const [trying, setTrying] = useState(false)
  return (
    <div>
      <CodeField
        label={label}
        value={source}
        onChange={onChange}
        hint={hint}
        problem={wrong ?? problem}
        example={example ?? t('nodeForm.expressionExample')}
        note={
          <Button small look="quiet" aria-expanded={trying} onClick={() => setTrying(!trying)}>
            {t('nodeForm.tryIt')}
          </Button>
        }
        extensions={() => [script(), pathMarks(expressionNames), pathCompletion(place.offers)]}
        onWalk={place.walk}
      />
      {trying && <TryExpression label={label} source={source} readable={wrong === null} />}
    </div>
  )
}

/** Why an expression cannot be read, once it is no longer being typed; null where it can, or is not written yet. */
function useExpressionProblem(source: string): string | null {
  const { queries } = useStudio()
  const settled = useSettled(source, 250)
  const written = settled.trim() !== ''
  const input = { sources: [settled] }
  const { data } = useQuery({
    ...queries.workflow.checkExpressions.queryOptions({ input }),
    enabled: written,
    gcTime: 60_000,
    placeholderData: (before) => before,
  })
  return written && source.trim() !== '' ? (data?.[0] ?? null) : null
}
