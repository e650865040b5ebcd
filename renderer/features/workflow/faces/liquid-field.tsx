import type { EditorView } from '@codemirror/view'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { liquidIssues } from '../../../../core/workflow/liquid-ports'
import { useContextNames } from '../../../data/context-names'
import { CodeField } from '../../../ui/code/code-field'
import { completion } from '../../../ui/code/complete'
import { variableMarks } from '../../../ui/code/marks'
import { showProblems } from '../../../ui/code/problems'
import { useFormPlace } from './form'

interface LiquidFieldProps {
  label: string
  text: string
  onChange: (text: string) => void
  note?: ReactNode
  hint?: ReactNode
  problem?: string | null
  example?: string
  line?: boolean
}

/** A text with variables: each name that it uses is a port of its node. */
export function LiquidField({ text, line = false, problem, ...rest }: LiquidFieldProps) {
  const place = useFormPlace()
  const contexts = useContextNames()
  const known = useRef(contexts)
  known.current = contexts
  const view = useRef<EditorView | null>(null)
  const issues = useMemo(() => liquidIssues(text), [text])
  useEffect(() => {
    if (view.current) showProblems(view.current, issues)
  }, [issues])
  return (
    <CodeField
      {...rest}
      value={text}
      line={line}
      tall={!line}
      problem={issues[0]?.message ?? problem}
      extensions={() => [
        variableMarks(() => {}),
        completion({ variables: place.names, contexts: () => known.current }),
      ]}
      onWalk={place.walk}
      onView={(made) => {
        view.current = made
        if (made) showProblems(made, issues)
      }}
    />
  )
}
