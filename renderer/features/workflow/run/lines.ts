/** Where each line of a text begins, none longer than `perLine` letters. */
export function lineStarts(text: string, perLine: number): readonly number[] {
  const starts = [0]
  for (let at = 0; at < text.length; ) {
    const end = text.slice(at, at + perLine).indexOf('\n')
    const next = end === -1 ? at + perLine : at + end + 1
    if (next >= text.length) break
    starts.push(next)
    at = next
  }
  return starts
}
