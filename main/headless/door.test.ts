import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createConnection } from '../../renderer/client/connection'
import { socketWire } from '../../renderer/client/socket'
import { contentSecurityPolicy } from '../door/csp'
import { testHost, testPages, until, workspaceA, workspaceB } from '../door/testing'
import { type BrowserDoor, openBrowserDoor } from './door'
import { ask, browserSocket, CookieJar, enter } from './testing'

const open: BrowserDoor[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  await Promise.all(open.splice(0).map((door) => door.close()))
})

async function studioDoor(studio = testHost()) {
  const door = await openBrowserDoor({
    studio: Promise.resolve(studio),
    pages: testPages(),
  })
  open.push(door)
  return { door, studio, reports: studio.reports, jar: new CookieJar() }
}

function connectTo(door: BrowserDoor, jar: CookieJar, secret: string) {
  vi.stubGlobal('WebSocket', browserSocket(door.port, jar))
  return createConnection(socketWire(`ws://127.0.0.1:${door.port}/studio`, secret), [10])
}

function tokenPath(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

describe('the address with its token', () => {
  it('is exchanged once for a cookie of this instance and a clean address', async () => {
    const { door } = await studioDoor()
    const first = await ask(door.port, tokenPath(door.address))
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^promptstudio_[0-9a-f]{12}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    )

    const second = await ask(door.port, tokenPath(door.address))
    expect(second.status).toBe(403)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.body).toContain('Press Enter in the terminal')
  })

  it('brings a browser that is already in to the page, used token or not', async () => {
    const { door, jar } = await studioDoor()
    await enter(door, jar)
    expect((await ask(door.port, tokenPath(door.address), jar.header())).status).toBe(303)
    expect((await ask(door.port, '/', jar.header())).status).toBe(200)
  })

  it('can be renewed, which ends the one before', async () => {
    const { door } = await studioDoor()
    const renewed = door.newAddress()
    expect((await ask(door.port, tokenPath(door.address))).status).toBe(403)
    expect((await ask(door.port, tokenPath(renewed))).status).toBe(303)
  })

  it('keeps its cookie when followed from another page, where a redirect would lose it', async () => {
    const { door } = await studioDoor()
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    const reply = await ask(door.port, tokenPath(door.address), headers)
    expect(reply.status).toBe(200)
    expect(reply.headers['set-cookie']).toHaveLength(1)
    expect(reply.body).toContain('url=/')
  })
})

describe('what is refused', () => {
  it('everything without the cookie', async () => {
    const { door } = await studioDoor()
    for (const path of ['/', '/index.html', '/assets/index-abc.js', '/studio']) {
      expect((await ask(door.port, path)).status, path).toBe(403)
    }
  })

  it('a name that was pointed at this machine, whatever it carries', async () => {
    const { door, jar } = await studioDoor()
    await enter(door, jar)
    const hosts = ['evil.example', `evil.example:${door.port}`, `localhost:${door.port}`, '127.0.0.1']
    for (const host of hosts) {
      expect((await ask(door.port, '/', { ...jar.header(), host })).status, host).toBe(421)
    }
  })

  it('requests that another origin makes', async () => {
    const { door, jar } = await studioDoor()
    await enter(door, jar)
    const origins = [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${door.port + 1}`,
      `https://127.0.0.1:${door.port}`,
    ]
    for (const origin of origins) {
      const reply = await ask(door.port, '/', { ...jar.header(), origin })
      expect(reply.status, origin).toBe(403)
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
    const embedded = { ...jar.header(), 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }
    expect((await ask(door.port, '/assets/index-abc.js', embedded)).status).toBe(403)
  })

  it('methods that change something', async () => {
    const { door, jar } = await studioDoor()
    await enter(door, jar)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(door.port, '/', jar.header(), method)).status).toBe(405)
    }
  })
})

describe('the page', () => {
  it('carries a fresh nonce, the policy and no room for a cache', async () => {
    const { door, jar } = await studioDoor()
    await enter(door, jar)
    const nonces = new Set<string>()
    for (let round = 0; round < 3; round += 1) {
      const { headers, body } = await ask(door.port, '/', jar.header())
      const nonce = /name="csp-nonce" content="([^"]+)"/.exec(body)?.[1] ?? ''
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy('browser', nonce))
      expect(headers['cache-control']).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })
})

describe('the contract over a WebSocket', () => {
  it('answers, streams, ends a stream that is left, and closes the session with the socket', async () => {
    const { door, studio, jar } = await studioDoor()
    const connection = connectTo(door, jar, await enter(door, jar))
    expect((await connection.client.session.get()).door).toBe('browser')

    let seen = 0
    for await (const topic of await connection.client.topics.watch()) {
      expect(topic.aggregate).toBe('run')
      seen += 1
      if (seen === 3) break
    }
    await until(() => studio.streams() === 0)
    connection.close()
    await until(() => studio.sessions.size === 0)
  })

  it('shapes errors: those of the contract with their data, others without a word of what happened', async () => {
    const { door, reports, jar } = await studioDoor()
    const { client, close } = connectTo(door, jar, await enter(door, jar))
    await expect(client.vault.status()).rejects.toMatchObject({
      code: 'VAULT_CLOSED',
      defined: true,
      data: { state: 'damaged' },
    })
    await expect(client.session.open({ workspaceId: 'no id' })).rejects.toMatchObject({
      code: 'INVALID',
      defined: true,
      data: { issues: [{ path: 'workspaceId' }] },
    })
    const failure: unknown = await client.entity.get({ id: workspaceA }).catch((error) => error)
    expect(failure).toMatchObject({ code: 'INTERNAL', defined: true })
    expect(JSON.stringify(failure)).not.toContain('/home/someone')
    expect(reports).toHaveLength(1)
    close()
  })

  it('waits for a vault that is still opening', async () => {
    const studio = testHost()
    let opened: (ready: typeof studio) => void = () => {}
    const door = await openBrowserDoor({
      studio: new Promise((resolve) => {
        opened = resolve
      }),
      pages: testPages(),
    })
    open.push(door)
    const jar = new CookieJar()
    const connection = connectTo(door, jar, await enter(door, jar))
    const answer = connection.client.session.get()
    expect(connection.state()).toBe('connecting')
    opened(studio)
    expect((await answer).door).toBe('browser')
    connection.close()
  })

  it('is closed to a wrong secret, another origin, a missing cookie, another path', async () => {
    const { door, studio, jar } = await studioDoor()
    const secret = await enter(door, jar)
    const origin = `http://127.0.0.1:${door.port}`
    const statusOf = (headers: Record<string, string>, from: string | undefined, path = '/studio') =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, {
          headers,
          ...(from && { origin: from }),
        })
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
        socket.on('error', () => {})
        socket.on('open', () => socket.send(`${secret}x`))
        socket.on('close', resolve)
      })
    expect(await statusOf(jar.header(), origin)).toBe(4401)
    expect(await statusOf(jar.header(), 'http://evil.example')).toBe(403)
    expect(await statusOf(jar.header(), undefined)).toBe(403)
    expect(await statusOf({}, origin)).toBe(4401)
    expect(await statusOf(jar.header(), origin, '/')).toBe(404)
    expect(await statusOf({ ...jar.header(), host: 'evil.example' }, origin)).toBe(421)
    expect(studio.sessions.size).toBe(0)
  })

  it('survives what is no message of the contract, and ends the connection that sent it', async () => {
    const { door, studio, jar } = await studioDoor()
    const secret = await enter(door, jar)
    const Socket = browserSocket(door.port, jar)
    const codeAfter = (message: string | Buffer) =>
      new Promise((resolve) => {
        const socket = new Socket(`ws://127.0.0.1:${door.port}/studio`)
        socket.on('open', () => socket.send(secret))
        socket.once('message', () => socket.send(message))
        socket.on('error', () => {})
        socket.on('close', resolve)
      })
    for (const message of [
      'not json',
      '{"i":1}',
      '[]',
      'null',
      Buffer.from([255, 0, 1]),
      '{"i":"1","p":{"u":"x"}}',
    ]) {
      expect(await codeAfter(message), String(message)).toBe(1007)
    }
    expect(await codeAfter(Buffer.alloc(17 * 1024 * 1024))).toBe(1009)
    await until(() => studio.sessions.size === 0)
  })
})

describe('closing the door', () => {
  it('waits for nobody: neither for one who was refused nor for one who never says a word', async () => {
    const { door } = await studioDoor()
    const refused = connect({ port: door.port, host: '127.0.0.1', allowHalfOpen: true })
    refused.on('error', () => {})
    refused.write(
      `GET /studio HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    const [answer] = await once(refused, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /)
    const silent = connect({ port: door.port, host: '127.0.0.1', allowHalfOpen: true })
    silent.on('error', () => {})
    await once(silent, 'connect')
    await door.close()
    open.length = 0
    refused.destroy()
    silent.destroy()
  })
})

describe('two studios in one browser', () => {
  it('keep their visitors apart though the browser sends both cookies to both', async () => {
    const jar = new CookieJar()
    const one = await studioDoor(testHost('one'))
    const two = await studioDoor(testHost('two'))
    const secretOne = await enter(one.door, jar)
    const secretTwo = await enter(two.door, jar)
    // A reload of the first page after the second studio set its cookie.
    expect((await ask(one.door.port, '/', jar.header())).status).toBe(200)

    const first = connectTo(one.door, jar, secretOne)
    expect((await first.client.session.get()).account.name).toBe('one')
    const second = connectTo(two.door, jar, secretTwo)
    expect((await second.client.session.get()).account.name).toBe('two')

    const crossed = connectTo(two.door, jar, secretOne)
    await until(() => crossed.state() === 'refused')
    first.close()
    second.close()
  })
})

describe('a connection that drops', () => {
  it('fails what is under way with ConnectionLost, comes back, and shows the same workspace', async () => {
    const { door, jar } = await studioDoor()
    const secret = await enter(door, jar)
    const Socket = browserSocket(door.port, jar)
    vi.stubGlobal('WebSocket', Socket)
    const connection = createConnection(socketWire(`ws://127.0.0.1:${door.port}/studio`, secret), [10])
    await connection.client.session.open({ workspaceId: workspaceB })
    const states: string[] = []
    connection.subscribe(() => states.push(connection.state()))

    const reading = (async () => {
      for await (const _ of await connection.client.topics.watch()) Socket.opened.at(-1)?.terminate()
    })()
    await expect(reading).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    await until(() => connection.state() === 'open')
    expect(states).toEqual(['lost', 'open'])
    expect((await connection.client.session.get()).workspace.id).toBe(workspaceB)
    connection.close()
  })
})
