// `npm start`: builds what is missing and opens the studio, in Electron where that can be, else in the browser.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { electronProgram, failedBefore, fetchElectron } from './electron-runtime.mjs'
import { chooseDoor, fetchFailed, hasDisplay } from './start-choice.mjs'
import { root } from './targets.mjs'

const help = `npm start -- [flags]

  --browser    open in the browser
  --headless   open nothing, print the address
  --electron   try Electron again after its runtime could not be fetched
  --data DIR   keep the vault, its backups and keys in DIR
  --port N     listen on port N of this machine (browser door)
  --help       this text
`

const hostTargets = [
  'db-worker',
  'template-worker',
  'expression-worker',
  'code-worker',
  'verify',
  'prepare',
  'host',
  'renderer',
]

function readFlags() {
  try {
    return parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        headless: { type: 'boolean', default: false },
        electron: { type: 'boolean', default: false },
        data: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help}`)
    process.exit(2)
  }
}

async function build(names) {
  const { ensureBuilt } = await import('./build.mjs')
  try {
    await ensureBuilt(names)
  } catch (error) {
    process.stderr.write(`${error.message}\nThe studio could not be built; the lines above say why.\n`)
    process.exit(1)
  }
}

/** The runtime's program, or the reason why it is the browser door this time. */
async function findElectron(flags) {
  const found = {
    ...flags,
    root: process.getuid?.() === 0,
    display: hasDisplay(process.platform, process.env),
    runtime: electronProgram() !== null,
    failedBefore: failedBefore(),
  }
  const { door, reason } = chooseDoor(found)
  if (door === 'browser') return { program: null, reason }
  return { program: door === 'fetch' ? await fetchElectron() : electronProgram(), reason: fetchFailed }
}

async function openElectron(program, flags) {
  await build([...hostTargets, 'preload'])
  const args = [root, ...(flags.data ? ['--data', flags.data] : [])]
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(program, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    process.stderr.write(
      `Electron did not start: ${error.message}. npm start -- --browser works without it.\n`,
    )
    process.exit(1)
  })
  child.once('exit', (code) => process.exit(code ?? 1))
}

/** In this very process: the door answers signals itself, and a second process would only cost time and memory. */
async function openBrowserDoor(flags) {
  await build(hostTargets)
  const program = join(root, 'out/main/headless.js')
  process.argv = [
    process.execPath,
    program,
    ...(flags.data ? ['--data', flags.data] : []),
    ...(flags.port ? ['--port', flags.port] : []),
    ...(flags.headless ? ['--headless'] : []),
  ]
  await import(pathToFileURL(program).href)
}

const flags = readFlags()
if (flags.help) {
  process.stdout.write(help)
} else {
  const { program, reason } = await findElectron(flags)
  if (program) await openElectron(program, flags)
  else {
    process.stdout.write(`Opening in the browser: ${reason}.\n`)
    await openBrowserDoor(flags)
  }
}
