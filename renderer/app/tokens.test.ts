import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The pairs of look.md, "Colour": text at least 4.5:1, graphics at least 3:1, each on its least favourable surface.

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).replace(/^[^{]*\{/, '')
  const colours = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+):\s*(#[0-9A-F]{6})/gi)
  return Object.fromEntries([...colours].map(([, name, colour]) => [name, colour]))
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['desk', 'panel', 'paper', 'raised', 'well', 'hover', 'select', 'select-idle']
const reading = ['panel', 'paper', 'raised', 'well']
const statuses = [
  'queued',
  'running',
  'success',
  'partial',
  'failed',
  'timeout',
  'rate',
  'unauthorized',
  'cancelled',
  'interrupted',
  'reused',
]

const text: [string, string[]][] = [
  ['ink', surfaces],
  ['ink-2', surfaces],
  ['ink-3', surfaces],
  ['mark-text', ['mark']],
  ['marker-ink', ['marker']],
  ['on-ink', ['ink', 'ink-hover']],
  ['st-paused', ['st-paused-bg']],
  ...statuses.map((name): [string, string[]] => [`st-${name}`, [...reading, `st-${name}-bg`]]),
  ...['tag', 'string', 'number', 'key', 'comment'].map((name): [string, string[]] => [
    `syn-${name}`,
    ['paper', 'well'],
  ]),
]

const graphics: [string, string[]][] = [
  ['rule', reading],
  ['mark-line', ['paper', 'panel', 'well', 'raised']],
  ['focus', surfaces],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((index): [string, string[]] => [`c-${index}`, ['paper']]),
  ...['add', 'del', 'mine', 'theirs', 'conflict'].map((name): [string, string[]] => [
    `d-${name}-line`,
    ['paper'],
  ]),
]

describe.each(['light', 'dark'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme === 'light' ? ':root, [data-theme="light"]' : '[data-theme="dark"]')
  const colour = (name: string): string => {
    const value = tokens[name]
    if (!value) throw new Error(`tokens.css has no ${name} in ${theme}`)
    return value
  }
  const tooFaint = (pairs: [string, string[]][], least: number) =>
    pairs.flatMap(([name, grounds]) =>
      grounds
        .filter((ground) => contrast(colour(name), colour(ground)) < least)
        .map((ground) => `${name} on ${ground}: ${contrast(colour(name), colour(ground)).toFixed(2)}`),
    )

  it('has readable text on every surface it stands on', () => {
    expect(tooFaint(text, 4.5)).toEqual([])
  })

  it('has lines and signs that can be seen', () => {
    expect(tooFaint(graphics, 3)).toEqual([])
  })
})
