import { StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language'
import { tagHighlighter, tags } from '@lezer/highlight'

const keywords = new Set(
  (
    'async await break case catch class const continue default delete do else extends finally for function if in ' +
    'instanceof let new of return static switch throw try typeof var void while yield ' +
    'as enum implements interface keyof readonly satisfies type'
  ).split(' '),
)
const fixed = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'this', 'super'])

interface State {
  /** What runs on over a line's end. */
  within: 'comment' | '`' | null
  /** Whether a slash here begins a pattern. */
  value: boolean
}

/** JavaScript and TypeScript as far as colours need it. */
const language = StreamLanguage.define<State>({
  name: 'script',
  startState: () => ({ within: null, value: true }),
  copyState: (state) => ({ ...state }),
  token: (stream, state) => {
    if (state.within === 'comment') return comment(stream, state)
    if (state.within === '`') return text(stream, state, '`')
    if (stream.eatSpace()) return null
    const kind = token(stream, state)
    if (kind !== 'comment') state.value = kind === 'operator' || kind === 'keyword'
    return kind
  },
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
})

function token(stream: StringStream, state: State): string | null {
  if (stream.match('//')) {
    stream.skipToEnd()
    return 'comment'
  }
  if (stream.match('/*')) return comment(stream, state)
  if (state.value && stream.match(/^\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/))
    return 'string'
  if (stream.match(/^(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)n?/i)) return 'number'
  if (stream.match(/^[\p{ID_Start}$_#][\p{ID_Continue}$]*/u)) return word(stream.current())
  const next = stream.next()
  if (next === '"' || next === "'" || next === '`') return text(stream, state, next)
  return next === ')' || next === ']' || next === '}' ? 'bracket' : 'operator'
}

const word = (written: string): string =>
  keywords.has(written) ? 'keyword' : fixed.has(written) ? 'atom' : 'variableName'

function comment(stream: StringStream, state: State): string {
  const ends = stream.match(/^.*?\*\//)
  if (!ends) stream.skipToEnd()
  state.within = ends ? null : 'comment'
  return 'comment'
}

/** Up to the closing quote; only one of a template goes on in the next line. */
function text(stream: StringStream, state: State, quote: string): string {
  let escaped = false
  for (let next = stream.next(); next; next = stream.next()) {
    if (next === quote && !escaped) {
      state.within = null
      return 'string'
    }
    escaped = !escaped && next === '\\'
  }
  state.within = quote === '`' ? '`' : null
  return 'string'
}

const colours = tagHighlighter([
  { tag: tags.keyword, class: 'code-keyword' },
  { tag: tags.atom, class: 'code-number' },
  { tag: tags.number, class: 'code-number' },
  { tag: tags.string, class: 'code-string' },
  { tag: tags.comment, class: 'code-comment' },
])

/** Colours for code, by the page's own classes. */
export const script = () => [language, syntaxHighlighting(colours)]
