import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { testHost, until, workspaceA, workspaceB } from '../door/testing'
import { connectSocket, type SocketConnection } from './client'
import { openSocketDoor, type SocketDoor } from './server'

const open: SocketDoor[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.close()))
})

const newPath = () => join(mkdtempSync(join(tmpdir(), 'promptstudio-socket-')), 'vault', 'socket')

async function openDoor(path = newPath(), host = testHost()) {
  const door = await openSocketDoor(host, path)
  open.push(door)
  return { path, host, door }
}

async function connect(path: string): Promise<SocketConnection> {
  const connection = await connectSocket(path)
  if (!connection) throw new Error('Nobody listens.')
  return connection
}

describe('the socket beside the lock', () => {
  it('carries the contract, one session to a connection', async () => {
    const { path, host } = await openDoor()
    const [one, other] = [await connect(path), await connect(path)]
    await one.client.session.open({ workspaceId: workspaceB })
    expect(await one.client.session.get()).toMatchObject({ door: 'cli' })
    expect((await other.client.session.get()).workspace.id).toBe(workspaceA)
    expect([...host.sessions].map((session) => session.identity?.workspaceId)).toContain(workspaceB)
    one.close()
    await until(() => host.sessions.size === 1)
  })

  it('carries streams, and ends them with the connection', async () => {
    const { path, host } = await openDoor()
    const connection = await connect(path)
    const stream = await connection.client.topics.watch()
    expect((await stream.next()).value).toEqual({ aggregate: 'run', id: null })
    expect(host.streams()).toBe(1)
    connection.close()
    await until(() => host.streams() === 0)
  })

  it('lets no story of the host out', async () => {
    const { path, host } = await openDoor()
    const { client } = await connect(path)
    await expect(client.vault.status()).rejects.toMatchObject({ code: 'VAULT_CLOSED' })
    const failed = await client.entity.get({ id: workspaceA }).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'INTERNAL' })
    expect(String(failed)).not.toContain('secret path')
    expect(host.reports).toHaveLength(1)
  })

  it("is its owner's alone from the first moment, in a folder of its own", async () => {
    const { path } = await openDoor()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect(process.umask()).not.toBe(0o177)
  })

  it('takes the place of one that a dead host left, and of nothing else', async () => {
    const { path } = await openDoor()
    const stale = newPath()
    mkdirSync(join(stale, '..'), { mode: 0o700 })
    const left: Server = createServer().listen(stale)
    await once(left, 'listening')
    await openDoor(stale)
    expect(await connectSocket(stale)).not.toBeNull()
    left.close()

    const file = join(path, '..', 'notes')
    writeFileSync(file, 'mine')
    await expect(openDoor(file)).rejects.toThrow('is not a socket')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('does not open where others may write', async () => {
    const path = newPath()
    mkdirSync(join(path, '..'))
    chmodSync(join(path, '..'), 0o777)
    await expect(openDoor(path)).rejects.toThrow('chmod 700')
  })

  it('is gone with its host, and connecting says so instead of failing', async () => {
    const { path, door } = await openDoor()
    const connection = await connect(path)
    await door.close()
    open.pop()
    await connection.closed
    expect(existsSync(path)).toBe(false)
    expect(await connectSocket(path)).toBeNull()
  })

  it('answers a stranger who does not speak WebSocket and goes on', async () => {
    const { path } = await openDoor()
    const { createConnection } = await import('node:net')
    const stranger = createConnection(path)
    stranger.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const [answer] = await once(stranger, 'data')
    expect(String(answer)).toContain('426')
    stranger.write('\0\0\0nonsense')
    stranger.destroy()
    expect(await connectSocket(path)).not.toBeNull()
  })
})
