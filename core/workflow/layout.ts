import type { Point } from './edit/nodes'

/** A box as a layout in one long line put it: its upper left corner and what it takes up. */
export interface LaidOut extends Point {
  readonly id: string
  readonly width: number
  readonly height: number
}

export interface LineBreaks {
  /** No line is longer, unless one column alone is. */
  readonly width: number
  /** Between two lines: room for the edges that lead back. */
  readonly gap: number
}

/**
 * Breaks a layout from left to right into lines, as a text is broken: where the next column would stand out it begins
 * the next line, below all of this one.
 */
export function inLines(boxes: readonly LaidOut[], { width, gap }: LineBreaks): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>()
  let line: LaidOut[] = []
  let top = 0
  const end = () => {
    if (line.length === 0) return
    const left = Math.min(...line.map(({ x }) => x))
    const above = Math.min(...line.map(({ y }) => y))
    for (const { id, x, y } of line) places.set(id, { x: x - left, y: y - above + top })
    top += Math.max(...line.map(({ y, height }) => y + height)) - above + gap
    line = []
  }
  for (const column of columnsOf(boxes)) {
    const all = [...line, ...column]
    const left = Math.min(...all.map(({ x }) => x))
    if (line.length > 0 && Math.max(...all.map(({ x, width: own }) => x + own)) - left > width) end()
    line.push(...column)
  }
  end()
  return places
}

/** Boxes that stand above each other, from left to right. */
function columnsOf(boxes: readonly LaidOut[]): LaidOut[][] {
  const columns: { right: number; boxes: LaidOut[] }[] = []
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && box.x < last.right) {
      last.boxes.push(box)
      last.right = Math.max(last.right, box.x + box.width)
    } else columns.push({ right: box.x + box.width, boxes: [box] })
  }
  return columns.map((column) => column.boxes)
}
