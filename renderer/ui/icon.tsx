import type { LucideIcon } from 'lucide-react'

export type { LucideIcon }

/** Icons are drawn one way: stroke 1.6, 15 px; 13 beside small text, 17 in the rail. Never read aloud: a word stands beside. */
export function Icon({
  of: Shape,
  size = 15,
  className,
}: {
  of: LucideIcon
  size?: 13 | 15 | 17
  className?: string | undefined
}) {
  return <Shape aria-hidden size={size} strokeWidth={1.6} className={`shrink-0 ${className ?? ''}`} />
}
