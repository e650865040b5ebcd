import { afterEach, describe, expect, it } from 'vitest'
import { commands } from '../../core/commands'
import { locale, setLanguage, t } from '.'
import { en } from './en'
import { pseudo, pseudoStrings } from './pseudo'

interface Strings {
  readonly [key: string]: string | Strings
}

const paths = (strings: Strings, at = ''): [string, string][] =>
  Object.entries(strings).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value]] : paths(value, `${at}${key}.`),
  )

describe('strings of the screens', () => {
  afterEach(() => setLanguage('en'))

  it('puts values in, and chooses the plural by the count', () => {
    expect(t('common.items', { count: 1 })).toBe('1 item')
    expect(t('common.items', { count: 104_400 })).toBe('104 k items')
    expect(t('vault.missing', { items: 'a <b>', runs: '2 & 3' })).toBe('a <b> and 2 & 3 would be missing')
  })

  it('refuses a wrong key and a missing value while it is compiled', () => {
    // @ts-expect-error: there is no such string
    expect(t('common.nonsense')).toBe('common.nonsense')
    // @ts-expect-error: this sentence needs its name
    expect(t('vault.notOpen')).toContain('is not open')
    // @ts-expect-error: a plural needs its count
    expect(t('common.items', { n: 2 })).toBe('common.items')
  })

  it('finds a command by its id, dots and all', () => {
    for (const { id, label } of commands) expect(t(`command.${id}`)).toBe(label)
  })

  it('has one and other for every plural', () => {
    const keys = new Set(paths(en).map(([path]) => path))
    const lonely = [...keys].filter(
      (key) => key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other')),
    )
    expect(lonely).toEqual([])
  })

  it('is drawn in the pseudo-locale: longer, bracketed, with every value and part in its place', async () => {
    expect(pseudo('Undo')).toBe('[Úñđó··]')
    expect(pseudo('Bring it back to the library').length).toBeGreaterThan(28 * 1.35)
    for (const [path, text] of paths(pseudoStrings(en))) {
      const source = paths(en).find(([key]) => key === path)?.[1] ?? ''
      const marks = /\{\{\w+\}\}|<\w+\/>/g
      expect(text.match(marks), path).toEqual(source.match(marks))
      expect(text, path).toMatch(/^\[.*\]$/s)
    }
    await setLanguage('en-XA')
    expect(t('common.items', { count: 2 })).toMatch(/^\[2 .*\]$/)
    expect(locale()).toBe('en-GB')
  })
})
