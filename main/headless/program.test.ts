import { homedir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { defaultDataDir } from '../data-dir'
import { browserCommand } from './browser'
import { readFlags } from './flags'
import { stopper } from './signals'

describe('flags', () => {
  it('fall back to the folder of the system, any free port and an open browser', () => {
    expect(readFlags([])).toEqual({ data: defaultDataDir(), port: 0, open: true, help: false })
  })

  it('take a folder relative to where the command was typed', () => {
    const flags = readFlags(['--data', 'vault', '--port', '8123', '--no-open'])
    expect(flags).toMatchObject({ data: `${process.cwd()}/vault`, port: 8123, open: false })
    expect(readFlags(['--headless']).open).toBe(false)
  })

  it('refuse what they do not know or cannot read', () => {
    for (const args of [['--ports', '1'], ['--port', '70000'], ['--port', '1e3'], ['stray']]) {
      expect(() => readFlags(args), args.join(' ')).toThrow()
    }
  })
})

describe('the data folder', () => {
  it('is where each system wants it', () => {
    expect(defaultDataDir({}, 'linux', '/home/a')).toBe('/home/a/.local/share/PromptStudio')
    expect(defaultDataDir({ XDG_DATA_HOME: '/data' }, 'linux', '/home/a')).toBe('/data/PromptStudio')
    expect(defaultDataDir({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/PromptStudio')
    expect(defaultDataDir({ APPDATA: '/roaming' }, 'win32', '/a')).toBe('/roaming/PromptStudio')
    expect(defaultDataDir({}, 'linux')).toContain(homedir())
  })
})

describe('the default browser', () => {
  it('is not looked for where there is no display', () => {
    expect(browserCommand('http://x/', 'linux', {})).toBeNull()
    expect(browserCommand('http://x/', 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', 'http://x/'])
    expect(browserCommand('http://x/', 'win32', {})?.[0]).toBe('rundll32')
  })
})

describe('a signal', () => {
  function stopping(close: () => Promise<void>) {
    let time = 0
    const exits: number[] = []
    const said: string[] = []
    const stop = stopper({
      close,
      say: (sentence) => said.push(sentence),
      exit: (code) => exits.push(code),
      now: () => time,
    })
    return { stop, exits, said, at: (milliseconds: number) => (time = milliseconds) }
  }

  it('closes once and ends with 0', async () => {
    let closes = 0
    const { stop, exits, said } = stopping(async () => {
      closes += 1
    })
    stop()
    await Promise.resolve()
    expect({ exits, closes, said: said.length }).toEqual({ exits: [0], closes: 1, said: 1 })
  })

  it('told twice for one keystroke, by npm and by the terminal, does not cut the closing short', () => {
    const { stop, exits, at } = stopping(() => new Promise(() => {}))
    stop()
    at(50)
    stop()
    expect(exits).toEqual([])
    at(2000)
    stop()
    expect(exits).toEqual([130])
  })

  it('ends with 1 where closing failed', async () => {
    const { stop, exits } = stopping(() => Promise.reject(new Error('disk')))
    stop()
    await new Promise((resolve) => setImmediate(resolve))
    expect(exits).toEqual([1])
  })
})
