import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { appRoot } from '../../db/root'
import { createConnection } from '../../renderer/client/connection'
import { socketWire } from '../../renderer/client/socket'
import { ensureBuilt } from '../../scripts/build.mjs'
import { browserSocket, CookieJar, enter } from './testing'

/** One vault for all: making one takes longer than everything else here. */
const data = mkdtempSync(join(tmpdir(), 'promptstudio-process-'))
const children: ChildProcess[] = []
beforeAll(() => ensureBuilt(), 300_000)
afterEach(() => {
  vi.unstubAllGlobals()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** Starts a program of ours; its lines are collected, and each can be waited for. */
function start(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(appRoot(), program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said: string[] = []
  child.stderr.on('data', (text) => said.push(String(text)))
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => said.push(line))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const address = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /^Address: (\S+)$/.exec(line)?.[1]
      if (found) resolve(found)
    })
    exited.then((code) => reject(new Error(`ended with ${code}: ${said.join('\n')}`)))
  })
  address.catch(() => {})
  return { child, said, exited, address }
}

/** Goes through the door as a browser does, and waits until the vault answers. */
async function visit(address: string) {
  const jar = new CookieJar()
  const port = Number(new URL(address).port)
  const secret = await enter({ port, address }, jar)
  vi.stubGlobal('WebSocket', browserSocket(port, jar))
  return createConnection(socketWire(`ws://127.0.0.1:${port}/studio`, secret))
}

describe('the browser door as a program', () => {
  it('opens a vault, which a second one leaves alone with exit code 3, and closes cleanly on a signal', async () => {
    const first = start('out/main/headless.js', '--headless', '--data', data)
    const connection = await visit(await first.address)
    expect((await connection.client.session.get()).door).toBe('browser')

    const second = start('out/main/headless.js', '--headless', '--data', data)
    expect(await second.exited).toBe(3)
    expect(second.said.join('\n')).toContain(String(first.child.pid))

    expect((await connection.client.session.get()).door).toBe('browser')
    first.child.kill('SIGTERM')
    expect(await first.exited).toBe(0)
    connection.close()
  })

  it('says in a sentence that the port is taken, and what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const taken = server.address()
    const port = typeof taken === 'object' && taken ? String(taken.port) : ''
    const { exited, said } = start('out/main/headless.js', '--headless', '--data', data, '--port', port)
    expect(await exited).toBe(1)
    expect(said.join('\n')).toContain(`Port ${port} is taken. Choose another with --port`)
    server.close()
  })

  it('refuses flags it does not know, with the help', async () => {
    const { exited, said } = start('out/main/headless.js', '--colour')
    expect(await exited).toBe(2)
    expect(said.join('\n')).toContain('--data DIR')
  })
})

describe('npm start', () => {
  it('says which door and why in one line, prints the address, and passes a signal and its exit code on', async () => {
    const { child, said, exited, address } = start('scripts/start.mjs', '--headless', '--data', data)
    await address
    expect(said.filter((line) => line.startsWith('Opening in the browser: '))).toHaveLength(1)
    child.kill('SIGINT')
    expect(await exited).toBe(0)
  })
})
