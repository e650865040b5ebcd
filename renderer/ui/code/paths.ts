import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { Decoration, type DecorationSet, type EditorView, MatchDecorator, ViewPlugin } from '@codemirror/view'
import type { PortKind } from '../../../contract/workflow'
import type { Offer } from '../../../core/workflow/offers'

const word = /[\p{ID_Continue}$]*/u
const chain = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\s*\??\.\s*)*[\p{ID_Continue}$]*$/u

/** What is asked most of a value of each kind. */
const members: Partial<Record<PortKind, readonly string[]>> = {
  text: ['length', 'includes()', 'startsWith()', 'split()', 'trim()', 'toLowerCase()'],
  list: ['length', 'at()', 'every()', 'filter()', 'includes()', 'join()', 'map()', 'some()'],
  messages: ['length', 'at()', 'map()'],
}

/** Offers names, and behind a dot the parts that are known there. */
export const pathCompletion = (offers: () => readonly Offer[]) =>
  autocompletion({ icons: false, override: [(context) => complete(context, offers())] })

function complete(context: CompletionContext, offers: readonly Offer[]): CompletionResult | null {
  const before = context.matchBefore(chain)
  if (!before || (before.text === '' && !context.explicit)) return null
  const steps = before.text.split('.').map((step) => step.replace(/[?\s]/g, ''))
  const typed = steps.pop() ?? ''
  // A number's dot, or what is written behind a bracket, is none of ours.
  if (/[\p{ID_Continue}$)\]"'`.]/u.test(context.state.sliceDoc(before.from - 1, before.from))) return null
  const [options, kind] = reached(offers, steps)
  const methods = kind ? (members[kind] ?? []) : []
  const found = [
    ...options.map(({ name, type }) => ({ label: name, detail: type.kind, boost: 1 })),
    ...methods.map((label) => ({ label })),
  ].filter(({ label }) => label !== typed)
  return found.length === 0
    ? null
    : { from: before.to - typed.length, options: found, validFor: new RegExp(`^${word.source}$`, 'u') }
}

function reached(offers: readonly Offer[], steps: readonly string[]): [readonly Offer[], PortKind | null] {
  let at: Offer | undefined
  let parts = offers
  for (const step of steps) {
    at = parts.find(({ name }) => name === step)
    if (!at) return [[], null]
    parts = at.parts
  }
  return [parts, at?.type.kind ?? null]
}

const mark = Decoration.mark({ class: 'mark' })

/** Marks what is read of what is given: names and the plain fields behind them. */
export function pathMarks(names: readonly string[]) {
  const found = new MatchDecorator({
    regexp: new RegExp(
      `(?<![\\p{ID_Continue}$.])(?:${names.join('|')})(?![\\p{ID_Continue}$])(?:\\s*\\??\\.\\s*[\\p{ID_Start}$_][\\p{ID_Continue}$]*(?![\\p{ID_Continue}$]|\\s*\\())*`,
      'gu',
    ),
    decoration: mark,
  })
  return ViewPlugin.fromClass(
    class {
      marks: DecorationSet
      constructor(view: EditorView) {
        this.marks = found.createDeco(view)
      }
      update(update: Parameters<MatchDecorator['updateDeco']>[0]) {
        this.marks = found.updateDeco(update, this.marks)
      }
    },
    { decorations: ({ marks }) => marks },
  )
}
