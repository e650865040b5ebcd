import { isWord, type Node, PatternError, parsePattern } from './parse'

/** Both bound the work: at most states × characters steps. */
const MAX_STATES = 2_000
const MAX_CHARACTERS = 10_000

type State =
  | { readonly kind: 'set'; readonly test: (code: number) => boolean; readonly next: number }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'boundary' | 'inside'; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'match' }

export interface Pattern {
  /** Whether the whole text matches. Texts of more than 10,000 characters never do. */
  matches(text: string): boolean
}

/**
 * Compiles a pattern into an automaton that is run in step with the text (Thompson), so no pattern and no text can
 * make it backtrack.
 * @throws PatternError with a sentence, for what is not understood or has more than 2,000 states.
 */
export function compilePattern(source: string): Pattern {
  const builder = new Builder()
  const start = builder.build(parsePattern(source), 0)
  return {
    matches(text) {
      const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0)
      return codes.length <= MAX_CHARACTERS && run(builder.states, start, codes)
    },
  }
}

class Builder {
  readonly states: State[] = [{ kind: 'match' }]
  private steps = 0

  /** Returns the first state of `node`, which goes on to state `next`. Built from the end, so `next` is known. */
  build(node: Node, next: number): number {
    // Counts of something empty make no state; their steps are bounded all the same.
    this.steps += 1
    if (this.steps > 10 * MAX_STATES) throw tooLarge()
    switch (node.kind) {
      case 'set':
        return this.add({ kind: 'set', test: node.test, next })
      case 'assert':
        return this.add({ kind: 'assert', what: node.what, next })
      case 'all':
        return node.parts.reduceRight((after, part) => this.build(part, after), next)
      case 'any':
        return this.add({ kind: 'split', next: node.parts.map((part) => this.build(part, next)) })
      case 'repeat':
        return this.repeat(node, next)
    }
  }

  private repeat({ part, min, max }: Extract<Node, { kind: 'repeat' }>, next: number): number {
    let from = next
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.add({ kind: 'split', next: [] })
      this.states[loop] = { kind: 'split', next: [this.build(part, loop), next] }
      from = loop
    } else {
      for (let extra = max - min; extra > 0; extra--) {
        from = this.add({ kind: 'split', next: [this.build(part, from), next] })
      }
    }
    for (let needed = min; needed > 0; needed--) from = this.build(part, from)
    return from
  }

  private add(state: State): number {
    if (this.states.length >= MAX_STATES) throw tooLarge()
    return this.states.push(state) - 1
  }
}

const tooLarge = () => new PatternError('The pattern is too large. Use smaller counts.')

function run(states: readonly State[], start: number, codes: readonly number[]): boolean {
  let current = close(states, [start], codes, 0)
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    const next: number[] = []
    for (const index of current) {
      const state = states[index]
      if (state?.kind === 'set' && state.test(code)) next.push(state.next)
    }
    if (next.length === 0) return false
    current = close(states, next, codes, at + 1)
  }
  return current.has(0)
}

/** Everything reachable from `from` without reading a character. */
function close(states: readonly State[], from: number[], codes: readonly number[], at: number): Set<number> {
  const seen = new Set<number>()
  const queue = [...from]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    if (seen.has(index)) continue
    seen.add(index)
    const state = states[index]
    if (state?.kind === 'split') queue.push(...state.next)
    else if (state?.kind === 'assert' && holds(state.what, codes, at)) queue.push(state.next)
  }
  return seen
}

function holds(what: 'start' | 'end' | 'boundary' | 'inside', codes: readonly number[], at: number): boolean {
  if (what === 'start') return at === 0
  if (what === 'end') return at === codes.length
  const boundary = isWord(codes[at - 1] ?? 0) !== isWord(codes[at] ?? 0)
  return boundary === (what === 'boundary')
}
