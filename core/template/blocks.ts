import { liquidSpans } from '../text-marks/liquid-spans'

/** A `{% block name %}` … `{% endblock %}`: offsets of what stands between the tags. */
interface Block {
  readonly name: string
  readonly from: number
  readonly to: number
  /** How many blocks it stands in. */
  readonly depth: number
}

/** Names of the blocks of a text with what stands in each now, in order; inner ones too. */
export function blocksOf(text: string): ReadonlyMap<string, string> {
  return new Map(findBlocks(text).map(({ name, from, to }) => [name, text.slice(from, to)]))
}

/**
 * Puts other texts into blocks. The tags stay, so that what is built on the result may fill them again. A block inside
 * one that is filled goes with the text that it stood in.
 */
export function fillBlocks(text: string, fills: Readonly<Record<string, string>>): string {
  const filled = findBlocks(text).filter(({ name }) => Object.hasOwn(fills, name))
  const outer = filled.filter(
    (block) =>
      !filled.some((other) => other.depth < block.depth && other.from <= block.from && block.to <= other.to),
  )
  let result = ''
  let at = 0
  for (const { name, from, to } of outer) {
    result += text.slice(at, from) + fills[name]
    at = to
  }
  return result + text.slice(at)
}

/** In order of their beginning. A block that is not closed is none: reading the text says so. */
function findBlocks(text: string): Block[] {
  if (!text.includes('block')) return []
  const open: { name: string; from: number }[] = []
  const found: Block[] = []
  for (const span of liquidSpans(text)) {
    if (span.kind !== 'tag') continue
    const word = text.slice(span.wordFrom, span.wordTo)
    if (word === 'block') {
      const name = /^\s*["']?([\w-]+)/.exec(text.slice(span.wordTo, span.to))?.[1] ?? ''
      open.push({ name, from: span.to })
    }
    if (word !== 'endblock') continue
    const block = open.pop()
    if (block?.name) found.push({ ...block, to: span.from, depth: open.length })
  }
  return found.sort((a, b) => a.from - b.from)
}
