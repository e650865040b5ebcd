/** Where each line of a text starts, in UTF-16 units; the first one at 0. */
export function lineStarts(text: string): readonly number[] {
  if (text === last.text) return last.starts
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  last = { text, starts }
  return starts
}

/** All positions of one text are asked for in a row. */
let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] }

/** Line and column of an offset, both counted from 1. */
export function positionAt(text: string, offset: number): [line: number, column: number] {
  const starts = lineStarts(text)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1]
}
