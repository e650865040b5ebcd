import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appRoot } from '../../db/root'

/** Stands before the fuses in every Electron binary; a version, a length and one digit a fuse follow. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/** Fuse values as Electron ships them, in the order of its wire. */
const shipped = '101100011'

/** The wire of a binary as text of 0 and 1. */
export function fuseWire(program: string): string {
  const bytes = readFileSync(program)
  const start = bytes.indexOf(sentinel) + sentinel.length
  const length = bytes[start + 1] ?? 0
  return bytes.subarray(start + 2, start + 2 + length).toString('latin1')
}

function runTool(script: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(appRoot(), 'node_modules', script), ...args],
    {
      cwd: appRoot(),
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stdout}\n${stderr}`)
}

const asarTool = '@electron/asar/bin/asar.js'

/** A folder that looks like an Electron runtime for Linux: what electron-builder copies, and a wire to write on. */
export function makeStubRuntime(folder: string): string {
  const app = join(folder, 'default-app')
  const runtime = join(folder, 'runtime')
  for (const each of [app, join(runtime, 'resources')]) mkdirSync(each, { recursive: true })
  writeFileSync(join(app, 'package.json'), '{"name":"default","main":"main.js"}')
  writeFileSync(join(app, 'main.js'), '')
  const electron = join(runtime, 'electron')
  const wire = Buffer.concat([sentinel, Buffer.from([1, shipped.length]), Buffer.from(shipped)])
  writeFileSync(electron, Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), wire]))
  chmodSync(electron, 0o755)
  writeFileSync(join(runtime, 'version'), '45.4.1')
  writeFileSync(join(runtime, 'LICENSE'), 'MIT')
  runTool(asarTool, 'pack', app, join(runtime, 'resources', 'default_app.asar'))
  return runtime
}

/** Packs the studio as for Linux, without network; answers with the folder of the program. */
export function pack(runtime: string, output: string): string {
  const builder = 'electron-builder/cli.js'
  const settings = [`-c.electronDist=${runtime}`, `-c.directories.output=${output}`]
  runTool(builder, '--linux', 'dir', '--x64', '--publish', 'never', ...settings)
  return join(output, 'linux-unpacked')
}

export function extract(asar: string, folder: string): void {
  runTool(asarTool, 'extract', asar, folder)
}

interface Entry {
  readonly files?: Record<string, Entry>
  readonly unpacked?: boolean
}

/** The files of an asar from its own header: path to whether it lies beside the archive, as a plain file. */
export function listAsar(asar: string): Map<string, { unpacked: boolean }> {
  const bytes = readFileSync(asar)
  const header = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')
  const found = new Map<string, { unpacked: boolean }>()
  const walk = (entry: Entry, path: string): void => {
    if (!entry.files) found.set(path, { unpacked: entry.unpacked ?? false })
    for (const [name, child] of Object.entries(entry.files ?? {}))
      walk(child, path ? `${path}/${name}` : name)
  }
  walk(JSON.parse(header), '')
  return found
}
