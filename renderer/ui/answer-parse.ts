export interface Block {
  readonly kind: 'text' | 'head' | 'point' | 'code'
  /** What stands before a point: its number, or nothing for a bullet. */
  readonly number?: string
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
  const numbered = /^\s*(\d{1,3}[.)]) (.*)$/.exec(line)
  if (numbered) return { kind: 'point', text: numbered[2] ?? '', number: numbered[1] ?? '' }
  return open ? 'goes on' : { kind: 'text', text: line }
}

const looksLikeJson = (text: string): boolean => /^\s*[{[]\s*["[{\]}]/.test(text)

export interface Inline {
  readonly kind: 'text' | 'strong' | 'code' | 'link' | 'picture'
  readonly text: string
  /** Of a link: where it leads. Of a picture: nothing; it is never loaded. */
  readonly address?: string
}

const inline =
  /(\*\*[^*\n]+\*\*|`[^`\n]+`|!\[[^\]\n]{0,300}\]\([^)\s]{1,2000}\)|\[[^\]\n]{1,300}\]\(https?:\/\/[^)\s]{1,2000}\)|https?:\/\/[^\s<>"')\]]{1,2000})/

/** Strong words, code, links and pictures within a line; the rest as it stands. */
export function inlineParts(text: string): Inline[] {
  return text
    .split(inline)
    .filter(Boolean)
    .map((part) => {
      if (/^\*\*[^*\n]+\*\*$/.test(part)) return { kind: 'strong', text: part.slice(2, -2) }
      if (/^`[^`\n]+`$/.test(part)) return { kind: 'code', text: part.slice(1, -1) }
      const link = /^(!?)\[([^\]]*)\]\((\S+)\)$/.exec(part)
      if (link?.[1] === '!') return { kind: 'picture', text: link[2] ?? '' }
      if (link) return { kind: 'link', text: link[2] ?? '', address: link[3] ?? '' }
      if (/^https?:\/\//.test(part)) {
        // What ends a sentence does not belong to the address in it.
        return { kind: 'link', text: part, address: part.replace(/[.,;:!?]+$/, '') }
      }
      return { kind: 'text', text: part }
    })
}
