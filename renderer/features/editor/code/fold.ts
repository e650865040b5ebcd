import { codeFolding, foldGutter, foldKeymap, foldService } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { t } from '../../../i18n'
import { spansOf } from '../../../ui/code/spans'

/** Folds from behind a tag that opens something to before the one that closes it. */
function foldFrom(state: EditorState, lineStart: number, lineEnd: number) {
  if (!state.sliceDoc(lineStart, lineEnd).includes('{%')) return null
  const words = spansOf(state.doc).flatMap((span) =>
    span.kind === 'tag'
      ? [{ from: span.from, to: span.to, word: state.sliceDoc(span.wordFrom, span.wordTo) }]
      : [],
  )
  const ended = new Set(words.map(({ word }) => word).filter((word) => word.startsWith('end')))
  const tags = words.flatMap(({ from, to, word }) => {
    const ends = word.startsWith('end')
    return from >= lineStart && (ends || ended.has(`end${word}`)) ? [{ from, to, ends }] : []
  })
  const first = tags.findIndex((tag) => !tag.ends)
  const open = tags[first]
  if (!open || open.from > lineEnd) return null
  const close = closing(tags.slice(first))
  return close && close.from > lineEnd ? { from: open.to, to: close.from } : null
}

/** The tag that ends the first one. */
function closing<T extends { readonly ends: boolean }>(tags: readonly T[]): T | null {
  let depth = 0
  for (const tag of tags) {
    depth += tag.ends ? -1 : 1
    if (depth === 0) return tag
  }
  return null
}

/** What stands between a tag and its end can be folded, by the margin or the keys of CodeMirror. */
export const folding = () => [
  foldService.of(foldFrom),
  codeFolding({ placeholderText: '…' }),
  foldGutter({
    markerDOM: (open) => {
      const mark = document.createElement('span')
      mark.textContent = open ? '⌄' : '›'
      mark.title = t(open ? 'editor.fold' : 'editor.unfold')
      return mark
    },
  }),
  keymap.of(foldKeymap),
]
