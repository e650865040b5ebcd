import type { NodeRun } from '../../../../contract/workflow-run'

/** A line of the tree or timeline. */
export interface TraceRow {
  readonly part: NodeRun
  readonly depth: number
  /** How many parts lie below it. */
  readonly below: number
  /** The turn of the innermost loop around it, counted from 1; null outside of loops. */
  readonly turn: number | null
}

/** The parts of a trace as lines, each below the one it belongs to; what lies in a folded part is left out. */
export function traceRows(
  parts: ReadonlyMap<string, NodeRun>,
  folded: ReadonlySet<string>,
): readonly TraceRow[] {
  const children = new Map<string | null, NodeRun[]>()
  for (const part of parts.values()) {
    // A part whose parent has not been told yet, or is the run itself, stands at the left.
    const parent = part.parentId !== null && parts.has(part.parentId) ? part.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(part)
    else children.set(parent, [part])
  }
  const rows: TraceRow[] = []
  const stack = (children.get(null) ?? []).map((part) => ({ part, depth: 0 })).reverse()
  while (stack.length > 0) {
    const next = stack.pop()
    if (!next) break
    const { part, depth } = next
    const below = children.get(part.id) ?? []
    rows.push({ part, depth, below: below.length, turn: turnOf(part.path) })
    if (folded.has(part.id)) continue
    for (let at = below.length - 1; at >= 0; at -= 1) {
      const child = below[at]
      if (child) stack.push({ part: child, depth: depth + 1 })
    }
  }
  return rows
}

function turnOf(path: string): number | null {
  const turn = /#(\d+)\/$/.exec(path)?.[1]
  return turn === undefined ? null : Number(turn) + 1
}

/** From when to when a trace lasts, in milliseconds since 1970; what still runs lasts until now. */
export function spanOf(
  parts: ReadonlyMap<string, NodeRun>,
  now: number,
): { readonly from: number; readonly until: number } {
  let from = Number.POSITIVE_INFINITY
  let until = Number.NEGATIVE_INFINITY
  for (const part of parts.values()) {
    const begun = Date.parse(part.startedAt)
    from = Math.min(from, begun)
    until = Math.max(until, endOf(part, now))
  }
  return from <= until ? { from, until: Math.max(until, from + 1) } : { from: now, until: now + 1 }
}

/** When a part was over, or now. One that was broken off without a time is drawn as a moment. */
export const endOf = ({ startedAt, durationMs, status }: NodeRun, now: number): number => {
  const begun = Date.parse(startedAt)
  if (durationMs !== null) return begun + durationMs
  return status === 'running' || status === 'paused' ? Math.max(begun, now) : begun
}

/** Some round number of milliseconds, so that not more than `most` of it fit. */
export function tickOf(span: number, most = 7): number {
  for (let unit = 1; ; unit *= 10) {
    for (const step of [1, 2, 5]) if (span / (unit * step) <= most) return unit * step
  }
}
