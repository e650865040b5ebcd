import { Popover } from '@base-ui/react/popover'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Variable } from '../../../../contract/template'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { Icon } from '../../../ui/icon'
import { VariableRules } from '../../../ui/variable-rules'
import { useDocumentStore } from '../store'
import { Sharing } from './sharing'

/** Type, necessity, default and rules of a variable, in a small form behind its type. */
export function RulesButton({ variable, children }: { variable: Variable; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t('editor.rulesOf', { name: variable.name })}
        className="-my-0.5 inline-flex h-6 max-w-full items-center gap-1 rounded-control px-1 text-ink-3 hover:bg-hover hover:text-ink data-popup-open:bg-hover"
      >
        <span className="truncate">{children}</span>
        <Icon of={ChevronDown} size={13} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" className="z-[var(--z-popover)]">
          <Popover.Popup className="popover w-72 p-3">
            <Popover.Title className="mb-2 font-mono text-small font-medium">{variable.name}</Popover.Title>
            <Rules variable={variable} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Rules({ variable }: { variable: Variable }) {
  const store = useDocumentStore()
  const change = (changes: Partial<Variable>) =>
    edit(store, (document) => {
      const known = document.variables.some((each) => each.name === variable.name)
      const variables = known ? document.variables : [...document.variables, variable]
      return {
        ...document,
        variables: variables.map((each) => (each.name === variable.name ? { ...each, ...changes } : each)),
      }
    })
  return (
    <div className="space-y-3">
      {!variable.definitionId && <VariableRules variable={variable} onChange={change} />}
      <Sharing variable={variable} onChange={change} />
    </div>
  )
}
