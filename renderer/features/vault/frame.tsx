import type { ReactNode } from 'react'

/** The page around a vault that is not open: the name above, the truth below, the matter between. */
export function VaultFrame({ foot, children }: { foot: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-10 shrink-0 items-center gap-2.5 border-b border-line bg-desk px-3">
        <Logo />
        <span className="font-strong">PromptStudio</span>
      </header>
      <main className="min-h-0 flex-1 overflow-auto bg-paper">{children}</main>
      <footer className="flex h-6 shrink-0 items-center justify-between border-t border-line bg-desk px-3.5 text-caption text-ink-3">
        {foot}
      </footer>
    </div>
  )
}

/** The ink tile with its stroke of marker; at night the stroke stands in a ring. */
const Logo = () => (
  <span
    aria-hidden
    className="grid size-[22px] place-items-center rounded-[5px] bg-marker-ink shadow-[inset_0_0_0_1px_var(--line-strong)]"
  >
    <span className="h-[11px] w-[5px] rounded-[1px] bg-marker" />
  </span>
)
