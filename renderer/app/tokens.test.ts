import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The look's colours: text at least 4.5:1, graphics at least 3:1, each on its least favourable surface; and the figures
// that the palette was chosen with, so that no change of a token lowers one of them unseen.

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(selector)).replace(/^[^{]*\{/, '')
  const colours = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+):\s*(#[0-9A-F]{6})/gi)
  return Object.fromEntries([...colours].map(([, name, colour]) => [name, colour]))
}

type Triple = readonly [number, number, number]

/** Light of red, green and blue, 0 to 1. */
function lightOf(colour: string): Triple {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

const weigh = (by: readonly Triple[], [r, g, b]: Triple): Triple => {
  const [x = 0, y = 0, z = 0] = by.map(([u, v, w]) => u * r + v * g + w * b)
  return [x, y, z]
}

function luminance(colour: string): number {
  const [r, g, b] = lightOf(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** How far apart two colours look, ΔE in OKLab (Ottosson, 2020) times 100, to eyes that see light as `vision` says. */
function difference(one: string, other: string, vision: readonly Triple[]): number {
  const [from, to] = [one, other].map((colour) => {
    const [r, g, b] = weigh(vision, lightOf(colour)).map((value) => Math.min(1, Math.max(0, value)))
    const [l, m, s] = weigh(cones, [r ?? 0, g ?? 0, b ?? 0]).map(Math.cbrt)
    return weigh(opponents, [l ?? 0, m ?? 0, s ?? 0])
  })
  return 100 * Math.hypot(...(from ?? []).map((value, at) => value - (to?.[at] ?? 0)))
}

const cones: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const opponents: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

// Machado, Oliveira and Fernandes, 2009, severity 1.
const visions: Readonly<Record<string, readonly Triple[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
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
const categories = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `c-${index}`)

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
  ...categories.map((name): [string, string[]] => [name, ['paper']]),
  ...['add', 'del', 'mine', 'theirs', 'conflict'].map((name): [string, string[]] => [
    `d-${name}-line`,
    ['paper'],
  ]),
]

/** The figures of the palette, to one decimal: contrast on the least favourable ground, by day and by night. */
const figures: readonly (readonly [name: string, grounds: readonly string[], light: number, dark: number])[] =
  [
    ['ink', surfaces, 13.9, 11.0],
    ['ink-2', surfaces, 6.4, 6.5],
    ['ink-3', surfaces, 4.7, 5.1],
    ['mark-text', ['mark'], 14.7, 9.4],
    ['marker-ink', ['marker'], 13.8, 13.1],
    ['on-ink', ['ink'], 16.8, 14.5],
    ['rule', reading, 3.2, 3.4],
    ['mark-line', reading, 3.2, 6.4],
    ['focus', surfaces, 13.9, 9.9],
    ...statuses.map((name) => [`st-${name}`, [...reading, 'desk', `st-${name}-bg`], 5.0, 5.2] as const),
    ...categories.map((name) => [name, ['paper'], 3.4, 4.0] as const),
  ]

/** The smallest difference of any two of the categorical colours. */
const apart = {
  light: { normal: 14.6, protan: 8.5, deutan: 8.7, tritan: 8.4 },
  dark: { normal: 15.7, protan: 11.0, deutan: 10.1, tritan: 12.2 },
} as const

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
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

  it('keeps the contrast that it was chosen with', () => {
    const lower = figures.flatMap(([name, grounds, light, dark]) => {
      const least = Math.min(...grounds.map((ground) => contrast(colour(name), colour(ground))))
      const chosen = theme === 'light' ? light : dark
      return Number(least.toFixed(1)) < chosen ? [`${name}: ${least.toFixed(2)}, not ${chosen}`] : []
    })
    expect(lower).toEqual([])
  })

  it.each(Object.entries(apart[theme]))('has series that can be told apart, %s vision', (vision, chosen) => {
    const pairs = categories.flatMap((one, at) =>
      categories.slice(at + 1).map((other) => [one, other] as const),
    )
    const close = pairs.flatMap(([one, other]) => {
      const apart = difference(colour(one), colour(other), visions[vision] ?? [])
      return Number(apart.toFixed(1)) < chosen ? [`${one} and ${other}: ${apart.toFixed(2)}`] : []
    })
    expect(close).toEqual([])
  })
})
