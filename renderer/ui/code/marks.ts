import { type EditorState, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { LiquidSpan } from '../../../core/text-marks/liquid-spans'
import { spansOf } from './spans'

/** What the form knows about variables: which is in hand, and which have no value yet. */
export interface Known {
  readonly inHand: string | null
  readonly empty: ReadonlySet<string>
}

export const setKnown = StateEffect.define<Known>()

const known = StateField.define<Known>({
  create: () => ({ inHand: null, empty: new Set() }),
  update: (value, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(setKnown) ? effect.value : now), value),
})

const quiet = Decoration.mark({ class: 'mark-quiet' })
const tag = Decoration.mark({ class: 'liquid-tag' })
const word = Decoration.mark({ class: 'liquid-word' })
const context = Decoration.mark({ class: 'liquid-context' })
const comment = Decoration.mark({ class: 'liquid-comment' })

const markOf = (root: string | null, { inHand, empty }: Known) =>
  Decoration.mark({
    class: 'mark',
    attributes: {
      'data-variable': root ?? '',
      'data-lit': String(root !== null && root === inHand),
      'data-empty': String(root !== null && root !== inHand && empty.has(root)),
    },
  })

function decorate(state: EditorState): DecorationSet {
  const about = state.field(known)
  const ranges = spansOf(state.doc).flatMap((span) => rangesOf(span, about))
  return Decoration.set(ranges, true)
}

function rangesOf(span: LiquidSpan, about: Known) {
  if (span.kind === 'comment') return [comment.range(span.from, span.to)]
  if (span.kind === 'output') {
    const ranges = [markOf(span.root, about).range(span.from, span.to)]
    if (span.nameFrom > span.from) ranges.push(quiet.range(span.from, span.nameFrom))
    if (span.to > span.nameTo) ranges.push(quiet.range(span.nameTo, span.to))
    return ranges
  }
  const ranges = [tag.range(span.from, span.to)]
  if (span.wordTo > span.wordFrom) ranges.push(word.range(span.wordFrom, span.wordTo))
  if (span.context && span.context.to > span.context.from) {
    ranges.push(context.range(span.context.from, span.context.to))
  }
  return ranges
}

const decorations = StateField.define<DecorationSet>({
  create: decorate,
  update: (value, transaction) =>
    transaction.docChanged || transaction.effects.some((effect) => effect.is(setKnown))
      ? decorate(transaction.state)
      : value,
  provide: (field) => EditorView.decorations.from(field),
})

/** Variables marked, tags coloured, contexts underlined; a mark under the pointer or the caret is in hand. */
export function variableMarks(onInHand: (name: string | null) => void) {
  return [
    known,
    decorations,
    EditorView.domEventHandlers({
      mouseover: (event) => {
        const found = event.target instanceof Element ? event.target.closest('[data-variable]') : null
        onInHand(found?.getAttribute('data-variable') || null)
      },
      mouseleave: () => onInHand(null),
    }),
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet || !update.view.hasFocus) return
      const { head } = update.state.selection.main
      const span = spansOf(update.state.doc).find((each) => each.from <= head && head <= each.to)
      onInHand(span?.kind === 'output' ? span.root : null)
    }),
  ]
}
