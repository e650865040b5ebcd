import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../engine'
import { migrate } from '../migrate'
import { openNative } from '../native'

/** A PostgreSQL of our own: a temporary folder, reached by its socket only, gone with the process that wanted it. */
export interface Cluster {
  readonly socketDir: string
  readonly user: string
  readonly version: string
  /** Creates an empty database and opens it as superuser; unless told otherwise it is migrated. */
  database(options?: { migrated?: boolean }): Promise<Engine>
}

export interface ClusterOptions {
  /** Where its folder is made; default the temporary folder. */
  readonly within?: string
}

const superuser = 'studio'
const clusters = new Map<string, Promise<Cluster>>()
let made = 0

/**
 * The cluster of this test run: the first caller of any test process starts it, the others find it. It runs with
 * fsync on, and ends within seconds after the process that runs the tests.
 * @throws Error naming the remedy where no PostgreSQL is on this machine and none can be installed.
 */
export function nativeCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const within = options.within ?? tmpdir()
  const there = clusters.get(within) ?? startOrJoin(within)
  clusters.set(within, there)
  return there
}

async function startOrJoin(within: string): Promise<Cluster> {
  // Vitest runs test files in children of one process; that process is the run.
  const owner = process.env.VITEST ? process.ppid : process.pid
  const folder = join(within, `promptstudio-pg-${owner}`)
  const ready = join(folder, 'ready')
  if (claim(folder)) {
    try {
      start(folder, owner)
      writeFileSync(ready, '')
    } catch (error) {
      writeFileSync(join(folder, 'failed'), error instanceof Error ? error.message : String(error))
      throw error
    }
  }
  for (let waited = 0; !existsSync(ready); waited += 100) {
    const failed = join(folder, 'failed')
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
    if (waited > 180_000) throw new Error(`The PostgreSQL in ${folder} did not start within three minutes.`)
    await sleep(100)
  }
  const admin = await openNative({ host: folder, database: 'postgres', user: superuser })
  const shown = await admin.query("select current_setting('server_version') as version")
  await admin.close()
  return {
    socketDir: folder,
    user: superuser,
    version: String(Object.values(Object(shown.rows[0]))[0]),
    database: (wanted) => createDatabase(folder, wanted?.migrated ?? true),
  }
}

async function createDatabase(folder: string, migrated: boolean): Promise<Engine> {
  made += 1
  const database = `test_${process.pid}_${made}_${Date.now().toString(36)}`
  const admin = await openNative({ host: folder, database: 'postgres', user: superuser })
  await admin.exec(`create database ${database}`).finally(() => admin.close())
  const engine = await openNative({ host: folder, database, user: superuser })
  if (migrated) await migrate(engine, { appVersion: 'test' })
  return engine
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 })
    return true
  } catch {
    return false
  }
}

function start(folder: string, owner: number): void {
  const bin = findBinaries() ?? installBinaries()
  const user = runAs()
  const data = join(folder, 'data')
  if (user) chownSync(folder, user.uid, user.gid)
  const identity = { ...user, cwd: folder }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', superuser, '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...identity, stdio: 'pipe', timeout: 120_000 },
  )
  const settings = `-k ${folder} -c listen_addresses= -c shared_buffers=64MB -c max_connections=60 -c jit=off`
  execFileSync(
    join(bin, 'pg_ctl'),
    ['-D', data, '-l', join(folder, 'log'), '-w', '-t', '60', '-o', settings, 'start'],
    { ...identity, stdio: 'ignore', timeout: 90_000 },
  )
  stopAfter(owner, folder, join(bin, 'pg_ctl'), data, identity)
}

/** A small watcher that outlives us, so that no server stays behind even when a test run is killed. */
function stopAfter(
  owner: number,
  folder: string,
  pgCtl: string,
  data: string,
  identity: { uid?: number; gid?: number; cwd: string },
): void {
  const script =
    'while [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; do sleep 1; done; ' +
    '"$2" -D "$3" -m immediate -w stop >/dev/null 2>&1; cd /; rm -rf "$3" "$4"'
  const watcher: ChildProcess = spawn('sh', ['-c', script, 'watch', String(owner), pgCtl, data, folder], {
    ...identity,
    detached: true,
    stdio: 'ignore',
  })
  watcher.unref()
}

/** PostgreSQL refuses to run as root. */
function runAs(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root and there is no user "postgres" or "nobody". Add one of them.',
  )
}

function findBinaries(): string | undefined {
  const installed = '/usr/lib/postgresql'
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...versions.map((version) => join(installed, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function installBinaries(): string {
  const remedy = 'Install PostgreSQL 15 or newer with its contrib modules and put its bin folder into PATH.'
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error(`These tests need a PostgreSQL server and this machine has none. ${remedy}`)
  }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '--no-install-recommends', 'postgresql'],
  ]) {
    spawnSync('apt-get', args, {
      stdio: 'inherit',
      timeout: 240_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  const found = findBinaries()
  if (!found) throw new Error(`apt-get could not install the package "postgresql". ${remedy}`)
  return found
}
