import { describe, expect, it } from 'vitest'
import { type Command, commands, keyOfCommand, whyNotBound } from './commands'

const list: readonly Command[] = commands

describe('the command table', () => {
  it('gives no key twice, and none that a browser keeps', () => {
    // A row and a canvas never have the focus at once.
    for (const place of ['row', 'canvas']) {
      const here = list.filter(({ by }) => by === 'page' || by === 'shell' || by === place)
      const keys = here.flatMap(({ key }) => (key ? [key] : []))
      expect(new Set(keys).size).toBe(keys.length)
    }
    const keys = list.flatMap(({ key }) => (key ? [key] : []))
    expect(keys.filter((key) => /^Mod(\+Shift)?\+[NTW]$/.test(key))).toEqual([])
  })

  it('answers to the key that was bound, or to none where it was taken away', () => {
    expect(keyOfCommand('template.run', {})).toBe('Mod+Enter')
    expect(keyOfCommand('template.run', { 'template.run': 'F9' })).toBe('F9')
    expect(keyOfCommand('template.run', { 'template.run': null })).toBeUndefined()
    expect(keyOfCommand('view.theme', {})).toBeUndefined()
  })

  it('refuses a key of the browser, a bare letter, and one that is taken; frees the one that was given up', () => {
    expect(whyNotBound('view.theme', 'Mod+Shift+T', {})).toEqual({ reason: 'browser' })
    expect(whyNotBound('view.theme', 'G', {})).toEqual({ reason: 'letter' })
    expect(whyNotBound('view.theme', 'Mod+S', {})).toEqual({ reason: 'taken', by: 'version.save' })
    expect(whyNotBound('view.theme', 'Mod+S', { 'version.save': null })).toBeNull()
  })
})
