import { type ReactNode, useId } from 'react'

/** A ruled part of the settings. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="border-b border-line-strong pb-1.5 text-title font-strong">
        {title}
      </h2>
      {children}
    </section>
  )
}

/** What is chosen at the left, the choice at the right. */
export function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-(--h-row) items-center justify-between gap-4 border-b border-line py-2.5 last:border-b-0">
      <span>{label}</span>
      {children}
    </div>
  )
}
