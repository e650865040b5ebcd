/** `before[from, to)` became `inserted`. Between two edits of a list stands at least one item that stayed. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly inserted: readonly string[]
}

/** Differences that are traced one by one; what differs more is one edit from its first to its last difference. */
const mostDifferences = 1_200

/** The fewest edits that make `after` of `before` (Myers 1986, O(ND)), in order; none where they are equal. */
export function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  const start = commonStart(before, after)
  const end = commonEnd(before, after, start)
  const old = before.slice(start, before.length - end)
  const now = after.slice(start, after.length - end)
  if (old.length === 0 && now.length === 0) return []
  if (old.length === 0 || now.length === 0) return [{ from: start, to: start + old.length, inserted: now }]
  const kept = keptPairs(old, now)
  const edits: Edit[] = []
  let [x, y] = [0, 0]
  for (const [left, right] of [...kept, [old.length, now.length] as const]) {
    if (left > x || right > y) {
      edits.push({ from: start + x, to: start + left, inserted: now.slice(y, right) })
    }
    x = left + 1
    y = right + 1
  }
  return edits
}

/** Applies edits to the part `[from, to)` that they lie in. */
export function applyEdits(
  before: readonly string[],
  edits: readonly Edit[],
  from = 0,
  to = before.length,
): string[] {
  const result: string[] = []
  let at = from
  for (const edit of edits) {
    result.push(...before.slice(at, edit.from), ...edit.inserted)
    at = edit.to
  }
  result.push(...before.slice(at, to))
  return result
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a[at] === b[at]) at += 1
  return at
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start
  let count = 0
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  return count
}

/** Index pairs of a longest common subsequence; none where the two differ in more than can be traced. */
function keptPairs(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const most = Math.min(a.length + b.length, mostDifferences)
  const offset = most + 1
  const reach = new Int32Array(2 * most + 3)
  const trace: Int32Array[] = []
  for (let d = 0; d <= most; d += 1) {
    trace.push(reach.slice(offset - d - 1, offset + d + 2))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(reach, offset + k - 1) < at(reach, offset + k + 1))
      let x = down ? at(reach, offset + k + 1) : at(reach, offset + k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1
      reach[offset + k] = x
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length)
    }
  }
  return []
}

/** The way back from the end: in each step down a diagonal of equal items, then over the edit that led onto it. */
function walkBack(trace: readonly Int32Array[], endX: number, endY: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  let [x, y] = [endX, endY]
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const k = x - y
    const down = isDown(trace[d], d, k)
    const from = d === 0 ? 0 : reached(trace[d], d, down ? k + 1 : k - 1)
    const fromY = d === 0 ? 0 : from - (down ? k + 1 : k - 1)
    const stepX = d === 0 || down ? from : from + 1
    while (x > stepX) {
      x -= 1
      y -= 1
      pairs.push([x, y])
    }
    x = from
    y = fromY
  }
  return pairs.reverse()
}

/** How far the diagonals were reached before step d: its slice begins at diagonal -d - 1. */
const reached = (reach: Int32Array | undefined, d: number, k: number): number =>
  reach ? at(reach, k + d + 1) : 0

const isDown = (reach: Int32Array | undefined, d: number, k: number): boolean =>
  k === -d || (k !== d && reached(reach, d, k - 1) < reached(reach, d, k + 1))

const at = (numbers: Int32Array, index: number): number => numbers[index] ?? 0
