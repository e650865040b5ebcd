import { type ComponentType, createContext, useContext } from 'react'
import type { z } from 'zod'
import type { WorkflowNode } from '../../../../contract/workflow'
import type { Offer } from '../../../../core/workflow/offers'
import type { WorkflowProblem } from '../../../../core/workflow/problems'
import type { Rule } from '../../../../core/workflow/rule'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'

/** Where a form stands: what its expressions and texts may name, and the document's own undo. */
export interface FormPlace {
  /** The workflow's own id. */
  readonly entityId: string
  readonly offers: () => readonly Offer[]
  /** Names that a text is likely to use. */
  readonly names: () => readonly string[]
  readonly walk: (way: 'undo' | 'redo') => boolean
  /** What is wrong with what is in hand. */
  readonly problems: readonly WorkflowProblem[]
}

export const FormPlaceContext = createContext<FormPlace | null>(null)

export function useFormPlace(): FormPlace {
  const place = useContext(FormPlaceContext)
  if (!place) throw new Error('There is no node in hand here.')
  return place
}

/** What every node's form is given. */
export interface NodeFormProps {
  readonly node: WorkflowNode
  /** Settings by name that take the place of those that are there. */
  readonly onSettings: (change: Readonly<Record<string, unknown>>) => void
}

/** What the form of one kind is given: its settings as its rule reads them. */
export interface FormProps<S> {
  readonly settings: S
  /** Puts some settings in place of what they were; the others stay, known or not. */
  readonly set: (change: Partial<S>) => void
  /** What is wrong with a setting, as a sentence; null where nothing. */
  readonly problem: (field: string) => string | null
  readonly node: WorkflowNode
}

/** The form of a kind, by its rule. Settings that cannot be read can only be set anew. */
export function formOf<S extends z.ZodType<Record<string, unknown>>>(
  rule: Rule<S>,
  Fields: ComponentType<FormProps<z.output<S>>>,
): ComponentType<NodeFormProps> {
  return function Form({ node, onSettings }: NodeFormProps) {
    const { problems } = useFormPlace()
    const read = rule.settings.safeParse(node.settings)
    if (!read.success) return <Unreadable problems={problems} onReset={() => onSettings(rule.defaults())} />
    return (
      <div className="space-y-3">
        <Fields
          node={node}
          settings={read.data}
          set={onSettings}
          problem={(field) => problems.find((each) => each.field === field)?.message ?? null}
        />
      </div>
    )
  }
}

interface UnreadableProps {
  problems: readonly WorkflowProblem[]
  onReset: () => void
}

function Unreadable({ problems, onReset }: UnreadableProps) {
  return (
    <div className="space-y-3">
      <ul lang="en" className="space-y-1 text-small text-failed">
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
      <Button small onClick={onReset}>
        {t('nodeForm.setAnew')}
      </Button>
    </div>
  )
}
