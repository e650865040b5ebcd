/** JSON that can be folded, part by part. For what is small: every part is drawn. */
export const JsonTree = ({ value }: { value: unknown }) => (
  <div translate="no" className="font-mono text-small no-ligatures [overflow-wrap:anywhere]">
    <Part value={value} depth={0} />
  </div>
)

/** Parts this deep stand open at first. */
const openTo = 3

function Part({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const label = name === undefined ? null : <span className="text-ink-2">{name}: </span>
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="py-0.5 pl-4 whitespace-pre-wrap">
        {label}
        {typeof value === 'string' ? value : JSON.stringify(value)}
      </div>
    )
  }
  const parts = Object.entries(value)
  const size = Array.isArray(value) ? `[${parts.length}]` : `{${parts.length}}`
  if (parts.length === 0) {
    return (
      <div className="py-0.5 pl-4">
        {label}
        {size}
      </div>
    )
  }
  return (
    <details open={depth < openTo}>
      <summary className="rounded-control py-0.5">
        {label}
        <span className="text-ink-3">{size}</span>
      </summary>
      <div className="border-l border-line pl-3">
        {parts.map(([key, part]) => (
          <Part key={key} name={key} value={part} depth={depth + 1} />
        ))}
      </div>
    </details>
  )
}
