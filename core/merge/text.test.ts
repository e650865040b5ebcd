import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, editsOf } from '../sequence/edits'
import { wordsOf } from '../sequence/tokens'
import { mergeText, settleText, type TextPiece } from './text'

const text = fc
  .array(fc.constantFrom('one two', 'three', 'four five six', '', '{{ a }}', '🙂 é'), { maxLength: 12 })
  .map((lines) => lines.join('\n'))
const clean = (pieces: readonly TextPiece[]) => pieces.every((piece) => piece.kind !== 'conflict')
const whole = (pieces: readonly TextPiece[]) => settleText(pieces, [])

describe('edits', () => {
  it('make the one of the other, whatever the two are', () => {
    const tokens = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 })
    fc.assert(
      fc.property(tokens, tokens, (before, after) => {
        expect(applyEdits(before, editsOf(before, after))).toEqual(after)
      }),
    )
  })

  it('are the fewest there can be', () => {
    expect(editsOf(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toEqual([
      { from: 1, to: 2, inserted: ['x'] },
      { from: 4, to: 4, inserted: ['e'] },
    ])
  })

  it('of two texts that share nothing are one edit, and do not take for ever', () => {
    const before = Array.from({ length: 5_000 }, (_, index) => `a${index}`)
    const after = Array.from({ length: 5_000 }, (_, index) => `b${index}`)
    expect(editsOf(before, after)).toHaveLength(1)
  })

  it('are found over tokens that join to the text again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => wordsOf(any).join('') === any))
  })
})

describe('merging a text', () => {
  it('takes the side that changed something', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        for (const pieces of [mergeText(base, changed, base), mergeText(base, base, changed)]) {
          expect(clean(pieces)).toBe(true)
          expect(whole(pieces)).toBe(changed)
        }
        expect(whole(mergeText(base, changed, changed))).toBe(changed)
      }),
    )
  })

  it('is the same from the other side, with the sides of its conflicts changed over', () => {
    const swapped = (piece: TextPiece): TextPiece => {
      if (piece.kind === 'conflict') return { ...piece, mine: piece.theirs, theirs: piece.mine }
      if (piece.kind === 'mine') return { ...piece, kind: 'theirs' }
      return piece.kind === 'theirs' ? { ...piece, kind: 'mine' } : piece
    }
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(mergeText(base, theirs, mine).map(swapped)).toEqual(mergeText(base, mine, theirs))
      }),
    )
  })

  it('loses nothing that either side wrote', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `line ${index} of the base\n`)
    const change = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('before', 'over', 'word')), { maxLength: 6 })
    const written = (side: string, changes: [number, string][]) =>
      lines.map((line, index) =>
        changes
          .filter(([at]) => at === index)
          .reduce((now, [at, how], turn) => {
            const fresh = `${side}${at}x${turn}`
            if (how === 'before') return `${fresh}\n${now}`
            return how === 'over' ? `${fresh}\n` : now.replace('of', `${fresh} of`)
          }, line),
      )
    fc.assert(
      fc.property(change, change, (left, right) => {
        const [mine, theirs] = [written('m', left).join(''), written('t', right).join('')]
        const pieces = mergeText(lines.join(''), mine, theirs)
        const all = settleText(
          pieces,
          pieces.map(() => 'both' as const),
        )
        for (const word of `${mine} ${theirs}`.match(/[mt]\dx\d/g) ?? []) expect(all).toContain(word)
      }),
    )
  })

  it('never asks about edits that do not overlap', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index}\n`)
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('mine', 'theirs', null), { minLength: 12, maxLength: 12 }),
        (who) => {
          const side = (name: string) =>
            lines.map((line, index) => (who[index] === name ? `${name} wrote ${index}\n` : line)).join('')
          const pieces = mergeText(lines.join(''), side('mine'), side('theirs'))
          expect(clean(pieces)).toBe(true)
          expect(whole(pieces)).toBe(
            lines.map((line, index) => (who[index] ? `${who[index]} wrote ${index}\n` : line)).join(''),
          )
        },
      ),
    )
  })

  it('joins two changes of one line by its words', () => {
    const pieces = mergeText(
      'Claim {{ id }} was declined.\n',
      'Claim {{ id }} for {{ amount }} was declined.\n',
      'Claim {{ id }} was turned down.\n',
    )
    expect(whole(pieces)).toBe('Claim {{ id }} for {{ amount }} was turned down.\n')
    expect(clean(pieces)).toBe(true)
  })

  it('asks where both rewrote a sentence, and keeps both where both are wanted', () => {
    const pieces = mergeText(
      'They wrote twice. Thank them.',
      'They wrote twice. Say sorry.',
      'They wrote twice. Be brief.',
    )
    expect(pieces).toMatchObject([{ kind: 'conflict', mine: 'They wrote twice. Say sorry.' }])
    expect(settleText(pieces, ['both'])).toBe('They wrote twice. Say sorry.\nThey wrote twice. Be brief.')
    expect(settleText(pieces, [{ text: 'By hand.' }])).toBe('By hand.')
  })
})
