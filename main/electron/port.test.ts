import { afterEach, describe, expect, it } from 'vitest'
import { createConnection } from '../../renderer/client/connection'
import { wireOf } from '../../renderer/client/port'
import { testHost, until, workspaceA, workspaceB } from '../door/testing'
import { type Port, portDoor } from './port'

const open: MessagePort[] = []
afterEach(() => {
  for (const port of open.splice(0)) port.close()
})

/** Node's own port as the main process sees Electron's. */
function asPort(port: MessagePort): Port {
  return {
    post: (data) => port.postMessage(data),
    onMessage: (listener) => port.addEventListener('message', ({ data }) => listener(data)),
    onClose: (listener) => port.addEventListener('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  }
}

function studio() {
  const host = testHost()
  const connect = portDoor(host)
  const openPort = () => {
    const { port1, port2 } = new MessageChannel()
    open.push(port1, port2)
    connect(asPort(port1))
    return { page: port2, main: port1 }
  }
  return { host, reports: host.reports, openPort }
}

describe('the contract over a MessagePort', () => {
  it('answers with the session of this window and streams until the page leaves the stream', async () => {
    const { host, openPort } = studio()
    const { client, close } = createConnection(async () => wireOf(openPort().page))
    expect((await client.session.get()).door).toBe('electron')
    let seen = 0
    for await (const topic of await client.topics.watch()) {
      expect(topic).toEqual({ aggregate: 'run', id: null })
      seen += 1
      if (seen === 3) break
    }
    await until(() => host.streams() === 0)
    close()
    await until(() => host.sessions.size === 0)
  })

  it('ends a call when its signal is aborted', async () => {
    const { host, openPort } = studio()
    const { client, close } = createConnection(async () => wireOf(openPort().page))
    const abort = new AbortController()
    const stream = await client.topics.watch(undefined, { signal: abort.signal })
    await stream.next()
    abort.abort()
    await expect(stream.next()).rejects.toThrow()
    await until(() => host.streams() === 0)
    close()
  })

  it('carries errors of the contract, and of others only a report id', async () => {
    const { reports, openPort } = studio()
    const { client, close } = createConnection(async () => wireOf(openPort().page))
    await expect(client.vault.status()).rejects.toMatchObject({ code: 'VAULT_CLOSED', defined: true })
    const failure: unknown = await client.entity.get({ id: workspaceA }).catch((error) => error)
    expect(failure).toMatchObject({
      code: 'INTERNAL',
      data: { reportId: expect.stringMatching(/^[0-9a-f]{8}$/) },
    })
    expect(String(failure)).not.toContain('secret path')
    expect(reports).toHaveLength(1)
    close()
  })

  it('ends a port that sends what is no message of the contract, and no other', async () => {
    const { host, openPort } = studio()
    const good = createConnection(async () => wireOf(openPort().page))
    await good.client.session.get()
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    for (const message of [
      'not json',
      'null',
      '{"i":1}',
      7,
      null,
      cyclic,
      { i: '1' },
      new Uint8Array([255]),
    ]) {
      const { page } = openPort()
      await until(() => host.sessions.size === 2)
      page.postMessage(message)
      await until(() => host.sessions.size === 1)
    }
    expect((await good.client.session.get()).door).toBe('electron')
    good.close()
  })

  it('asks for a new port when the old one closes, and shows the same workspace through it', async () => {
    const { openPort } = studio()
    const opened: MessagePort[] = []
    const connection = createConnection(async () => {
      const { page, main } = openPort()
      opened.push(main)
      return wireOf(page)
    }, [5])
    await connection.client.session.open({ workspaceId: workspaceB })
    opened[0]?.close()
    await until(() => opened.length === 2 && connection.state() === 'open')
    expect((await connection.client.session.get()).workspace.id).toBe(workspaceB)
    connection.close()
  })
})
