import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRoot } from '../../db/root'
import { ensureBuilt } from '../../scripts/build.mjs'
import { extract, fuseWire, listAsar, makeStubRuntime, pack } from './pack-testing'

const folder = mkdtempSync(join(tmpdir(), 'promptstudio-pack-'))
let program = ''
let asar = ''
let files = new Map<string, { unpacked: boolean }>()

beforeAll(async () => {
  await ensureBuilt()
  program = pack(makeStubRuntime(folder), join(folder, 'dist'))
  asar = join(program, 'resources', 'app.asar')
  files = listAsar(asar)
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const paths = () => [...files.keys()]

describe('the packed program', () => {
  it('holds the programs, the page, the prepared vault and everything that is read at run time', () => {
    const needed = [
      'package.json',
      'out/main/electron.js',
      'out/main/headless.js',
      'out/main/db-worker.js',
      'out/main/template-worker.js',
      'out/main/expression-worker.js',
      'out/main/code-worker.js',
      'out/main/emscripten-module.wasm',
      'out/main/verify.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
      'out/prepared/vault.tar.gz',
      'out/prepared/vault.json',
    ]
    expect(needed.filter((path) => !files.has(path))).toEqual([])
    for (const room of ['db/migrations', 'db/functions', 'resources/starter']) {
      const there = readdirSync(join(appRoot(), room)).filter((name) => /\.(sql|json|ya?ml|md)$/.test(name))
      expect(
        there.filter((name) => !files.has(`${room}/${name}`)),
        room,
      ).toEqual([])
    }
  })

  it('holds no tests, no sources, no maps, no tools of the build, and of npm only PGlite', () => {
    const foreign =
      /\.(map|tsx?|test\.\w+|d\.[cm]?ts|cjs\.map)$|^(e2e|bench|docs|scripts|renderer|contract|core)\//
    expect(paths().filter((path) => foreign.test(path) || /out\/(stamps|testing)\//.test(path))).toEqual([])
    const packages = new Set(
      paths().flatMap((path) => /^node_modules\/(@[^/]+\/[^/]+|[^@/]+)/.exec(path)?.[1] ?? []),
    )
    expect([...packages].toSorted()).toEqual(['@electric-sql/pglite', '@electric-sql/pglite-pgvector'])
  })

  it('stays under 25 MB, with the engine and its files unpacked beside it', () => {
    expect(statSync(asar).size).toBeLessThan(25 * 1024 * 1024)
    const engine = paths().filter((path) => path.startsWith('node_modules/'))
    expect(engine.filter((path) => !files.get(path)?.unpacked)).toEqual([])
    const dist = join(`${asar}.unpacked`, 'node_modules/@electric-sql/pglite/dist')
    for (const file of ['pglite.wasm', 'pglite.data', 'initdb.wasm', 'pg_trgm.tar.gz', 'amcheck.tar.gz']) {
      expect(existsSync(join(dist, file)), file).toBe(true)
    }
  })

  it('starts from what was packed alone: every file it needs is there', async () => {
    const app = join(folder, 'app')
    extract(asar, app)
    const child = spawn(
      process.execPath,
      [join(app, 'out/main/headless.js'), '--headless', '--data', join(folder, 'data')],
      { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder },
    )
    const said: string[] = []
    child.stderr.on('data', (text) => said.push(String(text)))
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit').then(() => [said.join('')]),
    ])
    expect(line).toMatch(/^Address: http:\/\/127\.0\.0\.1:\d+\/\?token=/)
    child.kill('SIGTERM')
    expect(await once(child, 'exit'), said.join('')).toEqual([0, null])
    const log = readFileSync(join(folder, 'data/log/studio.log'), 'utf8')
    expect(log).not.toContain('did not open')
    expect(existsSync(join(folder, 'data/vaults/default/data/PG_VERSION'))).toBe(true)
  })
})

describe('the fuses', () => {
  it('are burnt in: no node in disguise, no inspector, only our asar, no privileges for file://', () => {
    const [runAsNode, cookies, nodeOptions, inspect, integrity, onlyAsar, snapshot, fileExtras, wasmTraps] =
      fuseWire(join(program, 'promptstudio'))
    expect({
      runAsNode,
      cookies,
      nodeOptions,
      inspect,
      integrity,
      onlyAsar,
      snapshot,
      fileExtras,
      wasmTraps,
    }).toEqual({
      runAsNode: '0',
      cookies: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyAsar: '1',
      snapshot: '0',
      fileExtras: '0',
      wasmTraps: '1',
    })
  })
})
