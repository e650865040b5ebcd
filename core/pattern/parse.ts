/**
 * The part of regular expressions that a rule for a variable needs: characters, classes, groups, alternatives,
 * counts, and ^ $ \b. No look-around and no back-references, so matching is linear (see match.ts) and a pattern
 * from an imported file cannot hang the studio.
 */
export type Node =
  | { readonly kind: 'set'; readonly test: (code: number) => boolean }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number }

export class PatternError extends Error {}

const MAX_DEPTH = 50

export function parsePattern(source: string): Node {
  const reader = new Reader([...source])
  const node = reader.alternatives(0)
  if (!reader.done) throw new PatternError('A ")" has no "(" before it.')
  return node
}

class Reader {
  private at = 0
  constructor(private readonly chars: readonly string[]) {}

  get done(): boolean {
    return this.at >= this.chars.length
  }

  alternatives(depth: number): Node {
    if (depth > MAX_DEPTH) throw new PatternError('Groups are nested too deeply.')
    const parts = [this.sequence(depth)]
    while (this.take('|')) parts.push(this.sequence(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts }
  }

  private sequence(depth: number): Node {
    const parts: Node[] = []
    while (!this.done && this.peek() !== '|' && this.peek() !== ')') parts.push(this.counted(depth))
    return { kind: 'all', parts }
  }

  private counted(depth: number): Node {
    let part = this.atom(depth)
    for (let count = this.count(); count; count = this.count()) {
      this.take('?')
      part = { kind: 'repeat', part, ...count }
    }
    return part
  }

  private count(): { min: number; max: number } | null {
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
    if (this.take('?')) return { min: 0, max: 1 }
    const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.chars.slice(this.at, this.at + 12).join(''))
    if (!braces) return null
    this.at += braces[0].length
    const min = Number(braces[1])
    const max = braces[2] === undefined ? min : braces[3] ? Number(braces[3]) : Number.POSITIVE_INFINITY
    if (max < min) throw new PatternError('In a count such as {2,5} the first number is the smaller one.')
    return { min, max }
  }

  private atom(depth: number): Node {
    const char = this.next()
    if (char === '(') return this.group(depth)
    if (char === '[') return this.class()
    if (char === '.') return { kind: 'set', test: (code) => code !== 10 && code !== 13 }
    if (char === '^') return { kind: 'assert', what: 'start' }
    if (char === '$') return { kind: 'assert', what: 'end' }
    if (char === '\\') return this.escape()
    if (char === '*' || char === '+' || char === '?')
      throw new PatternError(`Nothing stands before "${char}".`)
    return literal(char)
  }

  private group(depth: number): Node {
    if (this.take('?') && !this.take(':')) {
      throw new PatternError('Look-around and named groups are not supported. Use plain groups.')
    }
    const node = this.alternatives(depth + 1)
    if (!this.take(')')) throw new PatternError('A "(" is never closed.')
    return node
  }

  private escape(): Node {
    const char = this.next()
    if (char === 'b') return { kind: 'assert', what: 'boundary' }
    if (char === 'B') return { kind: 'assert', what: 'inside' }
    if (/[1-9k]/.test(char)) throw new PatternError('Back-references are not supported.')
    return { kind: 'set', test: this.escaped(char) }
  }

  private escaped(char: string): (code: number) => boolean {
    const known = shorthand[char]
    if (known) return known
    if (char === 'p' || char === 'P' || char === 'c') throw new PatternError(`"\\${char}" is not supported.`)
    if (char === 'x') return equals(this.hex(2))
    if (char === 'u') return equals(this.take('{') ? this.braced() : this.hex(4))
    return equals((control[char] ?? char).codePointAt(0) ?? 0)
  }

  private class(): Node {
    const negated = this.take('^')
    const tests: ((code: number) => boolean)[] = []
    while (!this.take(']')) {
      if (this.done) throw new PatternError('A "[" is never closed.')
      tests.push(this.member())
    }
    return { kind: 'set', test: (code) => tests.some((test) => test(code)) !== negated }
  }

  private member(): (code: number) => boolean {
    const char = this.next()
    if (char === '\\' && shorthand[this.peek()]) return this.escaped(this.next())
    const low = this.single(char)
    if (this.peek() !== '-' || this.chars[this.at + 1] === ']' || this.at + 1 >= this.chars.length)
      return equals(low)
    this.next()
    const high = this.single(this.next())
    if (high < low) throw new PatternError('In a range such as [a-z] the first character is the smaller one.')
    return (code) => code >= low && code <= high
  }

  private single(char: string): number {
    if (char !== '\\') return char.codePointAt(0) ?? 0
    const next = this.next()
    if (next === 'b') return 8
    if (next === 'x') return this.hex(2)
    if (next === 'u') return this.take('{') ? this.braced() : this.hex(4)
    return (control[next] ?? next).codePointAt(0) ?? 0
  }

  private hex(length: number): number {
    const digits = this.chars.slice(this.at, this.at + length).join('')
    if (!new RegExp(`^[0-9a-fA-F]{${length}}$`).test(digits))
      throw new PatternError('A character code is incomplete.')
    this.at += length
    return Number.parseInt(digits, 16)
  }

  private braced(): number {
    const end = this.chars.indexOf('}', this.at)
    const digits = this.chars.slice(this.at, end).join('')
    if (end === -1 || !/^[0-9a-fA-F]{1,6}$/.test(digits))
      throw new PatternError('A character code is incomplete.')
    this.at = end + 1
    return Number.parseInt(digits, 16)
  }

  private peek(): string {
    return this.chars[this.at] ?? ''
  }

  private next(): string {
    const char = this.chars[this.at]
    if (char === undefined) throw new PatternError('The pattern ends too early.')
    this.at += 1
    return char
  }

  private take(char: string): boolean {
    if (this.chars[this.at] !== char) return false
    this.at += 1
    return true
  }
}

const equals = (wanted: number) => (code: number) => code === wanted
const literal = (char: string): Node => ({ kind: 'set', test: equals(char.codePointAt(0) ?? 0) })
const isDigit = (code: number) => code >= 48 && code <= 57
const isSpace = (code: number) => /\s/.test(String.fromCodePoint(code))

export const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95

const shorthand: Readonly<Record<string, (code: number) => boolean>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
}

const control: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', '0': '\0' }
