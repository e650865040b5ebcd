import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { askForPort, hereIsPort, portChannel } from '../contract/port'

const origin = 'app://studio'

/** Electron's side of a preload script: the runtime is not on every machine that runs these tests. */
const ipc = Object.assign(new EventEmitter(), {
  sent: [] as unknown[][],
  send: (...words: unknown[]) => ipc.sent.push(words),
})
vi.mock('electron', () => ({ ipcRenderer: ipc }))

class Page extends EventEmitter {
  readonly location = { origin }
  readonly posted: unknown[][] = []
  addEventListener = this.on.bind(this)
  postMessage(...words: unknown[]): void {
    this.posted.push(words)
  }
}

async function preloaded() {
  const page = new Page()
  vi.stubGlobal('window', page)
  vi.resetModules()
  await import('./index')
  return page
}

afterEach(() => {
  vi.unstubAllGlobals()
  ipc.removeAllListeners()
  ipc.sent.length = 0
})

describe('preload', () => {
  it('asks for a port when the page asks, and for nobody else', async () => {
    const page = await preloaded()
    page.emit('message', { source: page, origin, data: askForPort })
    expect(ipc.sent).toEqual([[portChannel]])
    page.emit('message', { source: {}, origin, data: askForPort })
    page.emit('message', { source: page, origin: 'https://evil.example', data: askForPort })
    page.emit('message', { source: page, origin, data: 'anything else' })
    page.emit('message', { source: page, origin, data: { channel: portChannel } })
    expect(ipc.sent).toHaveLength(1)
  })

  it('passes on the port to its own page only, without the event that brought it', async () => {
    const page = await preloaded()
    const port = {}
    ipc.emit(portChannel, { ports: [port], sender: ipc }, hereIsPort)
    ipc.emit(portChannel, { ports: [], sender: ipc }, { not: 'a word' })
    expect(page.posted).toEqual([[hereIsPort, origin, [port]]])
  })

  it('puts nothing into the page', async () => {
    const page = await preloaded()
    expect(Object.keys(page).toSorted()).toEqual(Object.keys(new Page()).toSorted())
  })
})
