export interface JsonLine {
  readonly depth: number
  readonly text: string
  /** Where the value of this line is: `lines[2].price`, "" for the whole. */
  readonly path: string
  /** False for the bracket that closes a list or object. */
  readonly opens: boolean
}

/** JSON in lines as it is written with two spaces, each with the path of what it holds; at most `most` of them. */
export function jsonLines(value: unknown, most = 5000): JsonLine[] {
  const lines: JsonLine[] = []
  write(value, { lines, most, depth: 0, path: '', before: '', after: '' })
  return lines
}

interface At {
  readonly lines: JsonLine[]
  readonly most: number
  readonly depth: number
  readonly path: string
  readonly before: string
  readonly after: string
}

function write(value: unknown, at: At): void {
  const { lines, most, depth, path, before, after } = at
  if (lines.length >= most) return
  const list = Array.isArray(value)
  const entries: [string, string, unknown][] = list
    ? value.map((each, index) => ['', `${path}[${index}]`, each])
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, each]) => [
          `${JSON.stringify(key)}: `,
          path ? `${path}.${key}` : key,
          each,
        ])
      : []
  const [open, close] = list ? '[]' : '{}'
  if (entries.length === 0) {
    const text = list ? '[]' : typeof value === 'object' && value !== null ? '{}' : JSON.stringify(value)
    lines.push({ depth, text: `${before}${text}${after}`, path, opens: true })
    return
  }
  lines.push({ depth, text: `${before}${open}`, path, opens: true })
  for (const [index, [name, inner, each]] of entries.entries()) {
    const comma = index < entries.length - 1 ? ',' : ''
    write(each, { lines, most, depth: depth + 1, path: inner, before: name, after: comma })
  }
  lines.push({ depth, text: `${close}${after}`, path, opens: false })
}
