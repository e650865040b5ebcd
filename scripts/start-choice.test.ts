import { describe, expect, it } from 'vitest'
import { chooseDoor, type Found, hasDisplay } from './start-choice.mjs'

const desktop: Found = {
  browser: false,
  headless: false,
  electron: false,
  root: false,
  display: true,
  runtime: true,
  failedBefore: false,
}
const choose = (change: Partial<Found>) => chooseDoor({ ...desktop, ...change })

describe('the door npm start opens', () => {
  it('is Electron on a desktop that has the runtime', () => {
    expect(choose({}).door).toBe('electron')
  })

  it('is the browser where somebody asked for it, whatever is there', () => {
    expect(choose({ browser: true }).door).toBe('browser')
    expect(choose({ headless: true, electron: true }).door).toBe('browser')
  })

  it('is the browser for root and without a display, even when Electron is asked for, and says why', () => {
    expect(choose({ root: true, electron: true })).toMatchObject({
      door: 'browser',
      reason: expect.stringContaining('root'),
    })
    expect(choose({ display: false, electron: true })).toMatchObject({
      door: 'browser',
      reason: 'there is no display',
    })
  })

  it('waits for the runtime once, and again only when asked', () => {
    expect(choose({ runtime: false }).door).toBe('fetch')
    expect(choose({ runtime: false, failedBefore: true })).toMatchObject({
      door: 'browser',
      reason: expect.stringContaining('npm start -- --electron'),
    })
    expect(choose({ runtime: false, failedBefore: true, electron: true }).door).toBe('fetch')
  })

  it('forgets an earlier failure when the runtime has arrived by other means', () => {
    expect(choose({ failedBefore: true }).door).toBe('electron')
  })
})

describe('a display', () => {
  it('is X11 or Wayland on Linux, and not at the far end of ssh on a Mac', () => {
    expect(hasDisplay('linux', {})).toBe(false)
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true)
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
    expect(hasDisplay('darwin', {})).toBe(true)
    expect(hasDisplay('darwin', { SSH_CONNECTION: '1.2.3.4' })).toBe(false)
    expect(hasDisplay('win32', {})).toBe(true)
  })
})
