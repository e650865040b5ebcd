import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createNetClient, type NetClientOptions } from './client'
import { NetError } from './errors'
import { blockedUrls } from './testing'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(handler: RequestListener): Promise<{ address: string; port: number; seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    handler(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return { address: `http://127.0.0.1:${port}`, port, seen }
}

const codeOf = async (options: NetClientOptions, url: string, init?: RequestInit): Promise<string> => {
  const client = createNetClient(options)
  try {
    const response = await client.fetch(url, init)
    await response.text()
    return 'answered'
  } catch (error) {
    return error instanceof NetError ? error.code : error instanceof Error ? error.name : 'unknown'
  } finally {
    client.close()
  }
}

describe('what may be reached (F6)', () => {
  it('refuses 200 and more addresses that lead inside, and none of them reaches a server', async () => {
    const server = await listen((_, response) => response.end('inside'))
    const resolver = async () => [{ address: '127.0.0.1', family: 4 }]
    const urls = blockedUrls(server.port)
    expect(urls.length).toBeGreaterThanOrEqual(200)
    for (const url of urls) {
      const code = await codeOf({ entered: [], resolver }, url)
      expect(['scheme', 'credentials', 'address', 'bad_address'], `${url} → ${code}`).toContain(code)
    }
    // A name that leads inside is refused also where another private address was entered.
    expect(
      await codeOf({ entered: ['http://10.0.0.1:80'], resolver }, `https://inner.example:${server.port}/`),
    ).toBe('address')
    expect(server.seen).toEqual([])
  })

  it('reaches a private machine where exactly that host and port were entered', async () => {
    const server = await listen((_, response) => response.end('model'))
    const other = await listen((_, response) => response.end('router'))
    expect(await codeOf({ entered: [`${server.address}/v1`] }, `${server.address}/v1/models`)).toBe(
      'answered',
    )
    expect(await codeOf({ entered: [`${server.address}/v1`] }, `${other.address}/`)).toBe('scheme')
    expect(await codeOf({ entered: [server.address] }, `http://localhost:${server.port}/`)).toBe('scheme')
    expect(other.seen).toEqual([])
  })

  it('never reaches cloud metadata or 0.0.0.0, entered or not', async () => {
    for (const address of [
      'http://169.254.169.254',
      'http://0.0.0.0:11434',
      'http://[fe80::1]:80',
      'http://[::ffff:169.254.169.254]',
    ]) {
      expect(await codeOf({ entered: [address] }, `${address}/latest`), address).toBe('address')
    }
  })

  it('connects to what it checked: a name that changes its answer gains nothing', async () => {
    const server = await listen((_, response) => response.end('inside'))
    let calls = 0
    const resolver = async () => [{ address: ++calls === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    const entered = [`http://rebind.example:${server.port}`]
    expect(await codeOf({ entered, resolver }, `http://rebind.example:${server.port}/`)).toBe('answered')
    expect(calls).toBe(1)
    const mixed = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect(await codeOf({ entered: [], resolver: mixed }, `https://mixed.example:${server.port}/`)).toBe(
      'address',
    )
    expect(server.seen).toHaveLength(1)
  })

  it('sends nothing in the clear to a public machine, entered or not', async () => {
    const resolver = async () => [{ address: '93.184.215.14', family: 4 }]
    expect(await codeOf({ entered: ['http://llm.example'], resolver }, 'http://llm.example/v1')).toBe(
      'scheme',
    )
  })

  it('follows no redirect', async () => {
    const inside = await listen((_, response) => response.end('secret'))
    const server = await listen((_, response) => response.writeHead(307, { location: inside.address }).end())
    expect(await codeOf({ entered: [server.address, inside.address] }, server.address)).toBe('redirect')
    expect(inside.seen).toEqual([])
  })
})

describe('limits', () => {
  it('ends an answer that is larger than allowed, announced or not', async () => {
    const body = 'x'.repeat(5_000)
    const plain = await listen((_, response) => response.end(body))
    const chunked = await listen((_, response) => {
      response.write(body.slice(0, 3_000))
      response.end(body.slice(3_000))
    })
    const limits = { responseBytes: 4_000 }
    expect(await codeOf({ entered: [plain.address], limits }, plain.address)).toBe('too_large')
    expect(await codeOf({ entered: [chunked.address], limits }, chunked.address)).toBe('too_large')
    const small = { requestBytes: 10 }
    expect(
      await codeOf({ entered: [plain.address], limits: small }, plain.address, { method: 'POST', body }),
    ).toBe('too_large')
  })

  it('ends silence before and in the middle of an answer', async () => {
    const mute = await listen(() => {})
    const stuck = await listen((_, response) => response.write('half'))
    expect(await codeOf({ entered: [mute.address], limits: { firstByteMs: 30 } }, mute.address)).toBe(
      'timeout',
    )
    expect(await codeOf({ entered: [stuck.address], limits: { idleMs: 30 } }, stuck.address)).toBe('timeout')
    expect(await codeOf({ entered: [stuck.address], limits: { totalMs: 30 } }, stuck.address)).toBe('timeout')
  })

  it('tells an answer that broke off from one that ended', async () => {
    const broken = await listen((request, response) => {
      response.write('half')
      setTimeout(() => request.socket.destroy(), 10)
    })
    const early = await listen((request) => request.socket.destroy())
    expect(await codeOf({ entered: [broken.address] }, broken.address)).toBe('closed')
    expect(await codeOf({ entered: [early.address] }, early.address)).toBe('closed')
  })

  it('names a server that is not there, and a compressed answer', async () => {
    const server = await listen((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('?'),
    )
    expect(await codeOf({ entered: [server.address] }, server.address)).toBe('encoded')
    const gone = await listen(() => {})
    servers.pop()?.close()
    expect(await codeOf({ entered: [gone.address] }, gone.address)).toBe('connect')
    expect(await codeOf({ entered: [server.address] }, server.address, { method: 'DELETE' })).toBe('method')
  })
})

describe('requests', () => {
  it('streams pieces as they come, and an abort reaches the server', async () => {
    let closed = () => {}
    const gone = new Promise<void>((resolve) => {
      closed = resolve
    })
    const server = await listen((_, response) => {
      response.write('first')
      response.on('close', closed)
    })
    const abort = new AbortController()
    const client = createNetClient({ entered: [server.address] })
    const response = await client.fetch(server.address, { signal: abort.signal })
    const reader = response.body?.getReader()
    const piece = await reader?.read()
    expect(new TextDecoder().decode(piece?.value)).toBe('first')
    abort.abort()
    await expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' })
    await gone
    client.close()
  })

  it('puts the key in when the request leaves, for its own address only, and never into an error', async () => {
    let authorization: string | undefined
    const server = await listen((request, response) => {
      authorization = request.headers.authorization
      response.end()
    })
    const key = { placeholder: 'KEY', address: server.address, resolve: async () => 'sk-canary-1234567890' }
    const init = { headers: { authorization: 'Bearer KEY' } }
    const other = await listen((_, response) => response.end())
    const entered = [server.address, other.address]
    expect(await codeOf({ entered, key }, server.address, init)).toBe('answered')
    expect(authorization).toBe('Bearer sk-canary-1234567890')
    expect(await codeOf({ entered, key }, other.address, init)).toBe('key')
    expect(other.seen).toEqual([])
    const split = { ...key, resolve: async () => 'sk-canary\r\nx-evil: 1' }
    const client = createNetClient({ entered, key: split })
    const refusal: unknown = await client.fetch(server.address, init).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'key' })
    expect(String(refusal)).not.toContain('canary')
    client.close()
  })
})
