import { describe, expect, it } from 'vitest'
import { menuChose } from '../../contract/port'
import { createConnection } from './connection'
import { listenToMenu } from './index'
import { Refused, type Wire } from './wire'

/** A wire whose calls are answered by a function, and which can be cut. */
function wire(answer: (path: string) => unknown) {
  let cut = () => {}
  let alive = true
  const closed = new Promise<void>((resolve) => {
    cut = () => {
      alive = false
      resolve()
    }
  })
  const link: Wire['link'] = { call: async (path) => answer(path.join('.')) }
  return { link, alive: () => alive, closed, close: () => cut() } satisfies Wire
}

const workspaceId = '0193c000-0000-7000-8000-00000000000a'

describe('a connection', () => {
  it('keeps trying until the door opens, and lets calls wait for the first time', async () => {
    let tries = 0
    const connection = createConnection(async () => {
      tries += 1
      if (tries < 4) throw new Error('not yet')
      return wire(() => 'answer')
    }, [1])
    expect(await connection.client.session.get()).toBe('answer')
    expect(tries).toBe(4)
    connection.close()
  })

  it('stops trying at a door that does not know this page', async () => {
    let tries = 0
    const connection = createConnection(async () => {
      tries += 1
      throw new Refused('no')
    }, [1])
    await expect(connection.client.session.get()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    expect([connection.state(), tries]).toEqual(['refused', 1])
  })

  it('opens the workspace of this window again before another call, but not before the vault answers', async () => {
    const calls: string[] = []
    const wires: ReturnType<typeof wire>[] = []
    const connection = createConnection(async () => {
      const opened = wire((path) => calls.push(path))
      wires.push(opened)
      return opened
    }, [1])
    await connection.client.session.open({ workspaceId })
    const again = new Promise<void>((resolve) => {
      connection.subscribe(() => connection.state() === 'open' && resolve())
    })
    wires[0]?.close()
    await again
    await connection.client.vault.status()
    await connection.client.provider.list()
    await connection.client.provider.list()
    expect(calls).toEqual(['session.open', 'vault.status', 'session.open', 'provider.list', 'provider.list'])
    connection.close()
  })

  it('fails a call while it is lost at once, and tells every change of state', async () => {
    const states: string[] = []
    const opened = wire(() => 'answer')
    let hold = false
    const connection = createConnection(() => (hold ? new Promise(() => {}) : Promise.resolve(opened)), [1])
    connection.subscribe(() => states.push(connection.state()))
    await connection.client.session.get()
    hold = true
    const lost = new Promise<void>((resolve) => {
      connection.subscribe(() => connection.state() === 'lost' && resolve())
    })
    opened.close()
    await lost
    await expect(connection.client.session.get()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    expect(states).toEqual(['open', 'lost'])
    connection.close()
  })
})

describe('the menu of the desktop window', () => {
  it('is heard from this window only', () => {
    const page = new EventTarget() as EventTarget & Window
    const chosen: string[] = []
    const stop = listenToMenu((id) => chosen.push(id), page)
    const say = (data: unknown, source: unknown) =>
      page.dispatchEvent(Object.assign(new Event('message'), { data, source }))
    say(`${menuChose}template.new`, page)
    say(`${menuChose}template.run`, null)
    say({ menuChose }, page)
    stop()
    say(`${menuChose}template.new`, page)
    expect(chosen).toEqual(['template.new'])
  })
})
