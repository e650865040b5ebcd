/** Rows in aligned columns, numbers to the right. A cell is one line. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) => row.map(cell))
  const numeric = head.map((_, at) => rows.length > 0 && rows.every((row) => isNumber(row[at])))
  const widths = head.map((name, at) => Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => (numeric[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${[head, ...cells].map(line).join('\n')}\n`
}

const widest = 80

function cell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  const line = text.replace(/\p{Cc}+/gu, ' ')
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line
}

function isNumber(value: unknown): boolean {
  return value === null || typeof value === 'number'
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
