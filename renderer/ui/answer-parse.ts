export interface Block {
  readonly kind: 'text' | 'head' | 'point' | 'code'
  text: string
}

/**
 * A model's answer as blocks of prose. It is read leniently, as it streams: what is not a head, a point or code stays
 * text exactly as it was written.
 */
export function answerBlocks(text: string): Block[] {
  if (looksLikeJson(text)) return [{ kind: 'code', text }]
  const blocks: Block[] = []
  let open: Block | undefined
  for (const line of text.split('\n')) {
    const next = read(line, open)
    if (next === 'goes on') {
      if (open) open.text += open.text || open.kind !== 'code' ? `\n${line}` : line
    } else {
      if (next) blocks.push(next)
      open = next?.kind === 'head' ? undefined : next
    }
  }
  return blocks
}

/** The block that a line begins, nothing where it ends one, or that it belongs to the open one. */
function read(line: string, open: Block | undefined): Block | undefined | 'goes on' {
  if (line.startsWith('```')) return open?.kind === 'code' ? undefined : { kind: 'code', text: '' }
  if (open?.kind === 'code') return 'goes on'
  if (!line.trim()) return undefined
  const head = /^#{1,6} (.*)$/.exec(line)?.[1]
  if (head !== undefined) return { kind: 'head', text: head }
  const point = /^\s*[-*] (.*)$/.exec(line)?.[1]
  if (point !== undefined) return { kind: 'point', text: point }
  return open ? 'goes on' : { kind: 'text', text: line }
}

const looksLikeJson = (text: string): boolean => /^\s*[{[]\s*["[{\]}]/.test(text)

/** Strong words between two asterisks, the rest as it stands. */
export const strongParts = (text: string): { strong: boolean; text: string }[] =>
  text
    .split(/(\*\*[^*\n]+\*\*)/)
    .filter(Boolean)
    .map((part) =>
      /^\*\*[^*\n]+\*\*$/.test(part)
        ? { strong: true, text: part.slice(2, -2) }
        : { strong: false, text: part },
    )
