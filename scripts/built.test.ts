import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { licence } from '../contract/about'
import { appRoot } from '../db/root'
import { ensureBuilt } from './build.mjs'

const out = join(appRoot(), 'out')

/** What a first screen may weigh, gzipped; the rest is fetched when it is needed. */
const firstScreenBytes = 450 * 1024

/** A script and every script that it cannot begin without. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const code = readFileSync(file, 'utf8')
  for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g)) {
    if (path) withImports(join(dirname(file), path), seen)
  }
  return seen
}

describe('what is built', () => {
  beforeAll(() => ensureBuilt(), 240_000)

  it('opens its first screen with no more script than the budget', () => {
    const page = readFileSync(join(out, 'renderer/index.html'), 'utf8')
    const begun = [...page.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, path = '']) =>
      join(out, 'renderer', path),
    )
    const scripts = begun.flatMap((file) => [...withImports(file)])
    expect(scripts.length).toBeGreaterThan(2)
    const bytes = [...new Set(scripts)].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
    expect(bytes).toBeLessThanOrEqual(firstScreenBytes)
  })

  it('names every package in it with its version and the text of its licence', () => {
    const licences = z.array(licence).parse(JSON.parse(readFileSync(join(out, 'main/licences.json'), 'utf8')))
    const wrong = licences.filter(
      ({ version, licence: name, text }) => !version || !name || text.trim().length < 300,
    )
    expect(wrong).toEqual([])
    const names = licences.map(({ name }) => name)
    for (const name of [
      'react',
      '@electric-sql/pglite',
      'liquidjs',
      '@codemirror/state',
      'electron',
      'gpt-tokenizer',
    ]) {
      expect(names).toContain(name)
    }
  })
})
