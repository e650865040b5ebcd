import type { CSSProperties } from 'react'

export const colours = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6', 'c-7', 'c-8'] as const

/** A stored colour is the name of a categorical token; anything else is shown as the sum colour. */
export function colourStyle(colour: string): CSSProperties {
  const line = colours.some((each) => each === colour) ? `var(--${colour})` : 'var(--c-rest)'
  return {
    backgroundColor: `color-mix(in oklab, ${line} var(--tint), var(--paper))`,
    boxShadow: `inset 0 0 0 1.5px ${line}`,
  }
}

/** Who or whose: a letter in ink on a tint, ringed in the colour. */
export function Tile({ name, colour }: { name: string; colour: string }) {
  return (
    <span
      aria-hidden
      className="grid size-[22px] shrink-0 place-items-center rounded-[5px] text-caption font-strong"
      style={colourStyle(colour)}
    >
      {(name.trim()[0] ?? '?').toUpperCase()}
    </span>
  )
}
