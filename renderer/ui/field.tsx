import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { Icon } from './icon'

/** A well with a rule below it, as on a paper form. */
export const wellClass = (wrong = false) =>
  clsx(
    'w-full rounded-t-control border-b bg-well px-2.5 text-ui outline-offset-0',
    wrong ? 'border-b-2 border-failed' : 'border-rule',
  )

interface LabelledProps {
  label: ReactNode
  /** At the right of the label, in caption: the type, or "optional". */
  note?: ReactNode
  hint?: ReactNode
  problem?: string | null | undefined
  children: (ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** Label above, field, and below it either what is wrong with the remedy, or a hint. */
export function Labelled({ label, note, hint, problem, children }: LabelledProps) {
  const id = useId()
  const below = problem ?? hint
  const described = below ? { 'aria-describedby': `${id}-below` } : {}
  return (
    <div>
      <div className="mb-1 flex min-h-5 items-center justify-between gap-2">
        <label htmlFor={id} className="max-w-[72%] shrink-0 truncate font-medium">
          {label}
        </label>
        {note && <span className="flex min-w-0 flex-1 justify-end text-caption text-ink-3">{note}</span>}
      </div>
      {children({ id, ...described, ...(problem ? { 'aria-invalid': true } : {}) })}
      {problem ? <Wrong id={`${id}-below`}>{problem}</Wrong> : null}
      {!problem && hint ? (
        <p id={`${id}-below`} className="mt-1 text-caption text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

function Wrong({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 text-small text-failed">
      <Icon of={CircleAlert} size={13} className="mt-0.5" />
      <span>{children}</span>
    </p>
  )
}

interface TextFieldProps extends ComponentProps<'input'> {
  label: ReactNode
  note?: ReactNode
  hint?: ReactNode
  problem?: string | null | undefined
  mono?: boolean
}

export function TextField({ label, note, hint, problem, mono, className, ...rest }: TextFieldProps) {
  return (
    <Labelled label={label} note={note} hint={hint} problem={problem}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          className={clsx(wellClass(Boolean(problem)), 'h-7', mono && 'font-mono no-ligatures', className)}
        />
      )}
    </Labelled>
  )
}
