/** A variable's name, marked wherever it is spoken of: above its field, in lists of variables, beside its value. */
export function Mark({ name, lit = false, empty = false }: { name: string; lit?: boolean; empty?: boolean }) {
  return (
    <span
      translate="no"
      className="mark m-0 inline-block max-w-full truncate px-1 font-mono text-small leading-4 no-ligatures"
      data-lit={lit}
      data-empty={empty && !lit}
    >
      {name}
    </span>
  )
}
