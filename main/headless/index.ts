import { join } from 'node:path'
import { databaseWorker, startSpareWorker } from '../../db/pglite/spare-worker'
import { appRoot } from '../../db/root'
import { lockedSentence } from '../door/locked'
import type { Host } from '../host'
import { openInBrowser } from './browser'
import { type BrowserDoor, openBrowserDoor } from './door'
import { type Flags, help, readFlags } from './flags'
import { stopper } from './signals'

/** Exit codes of this program, beside 0. */
const exit = { failed: 1, usage: 2, locked: 3 }

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

function flagsOrExit(): Flags {
  try {
    return readFlags(process.argv.slice(2))
  } catch (error) {
    say(`${sentenceOf(error)}\n\n${help}`)
    process.exit(exit.usage)
  }
}

/** The host's code is read only now, so that the port is there before it and the database comes up beside it. */
async function openStudio(data: string): Promise<Host> {
  startSpareWorker(databaseWorker())
  const { beginOpening } = await import('../first-opening')
  const opening = beginOpening(data)
  const { openHost } = await import('../host')
  return openHost({ data, door: 'browser' }, opening)
}

async function openDoor(studio: Promise<Host>, port: number): Promise<BrowserDoor> {
  try {
    return await openBrowserDoor({ studio, pages: join(appRoot(), 'out/renderer'), port })
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    say(taken ? `Port ${port} is taken. Choose another with --port, or leave it out.` : sentenceOf(error))
    process.exit(exit.failed)
  }
}

function renewOnEnter(door: BrowserDoor): void {
  if (!process.stdin.isTTY) return
  process.stdin.on('data', () => announce(door.newAddress()))
  process.stdin.unref()
}

function announce(address: string): void {
  process.stdout.write(`Address: ${address}\n`)
}

/** In place before the address is printed: whoever reads it may send a signal the moment after. */
function closeOnSignals(studio: Promise<Host>, opening: Promise<BrowserDoor>): AbortSignal {
  const closing = new AbortController()
  const stop = stopper({
    close: async () => {
      closing.abort()
      await (await opening).close()
      await (await studio).close('quit')
    },
    say,
    exit: (code) => process.exit(code),
    now: () => performance.now(),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return closing.signal
}

async function run(): Promise<void> {
  const flags = flagsOrExit()
  if (flags.help) return void process.stdout.write(help)
  const studio = openStudio(flags.data)
  // Awaited below; until then a failure must not count as one that nobody handles.
  studio.catch(() => {})
  const opening = openDoor(studio, flags.port)
  const closing = closeOnSignals(studio, opening)

  const door = await opening
  announce(door.address)
  const host = await studio
  if (closing.aborted) return
  const locked = await lockedSentence(host, 'browser')
  if (locked) {
    say(locked)
    process.exit(exit.locked)
  }
  renewOnEnter(door)
  if (flags.open) openInBrowser(door.address)
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// A closed terminal is no reason to stop: the studio goes on behind its address.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

run().catch((error: unknown) => {
  say(sentenceOf(error))
  process.exit(exit.failed)
})
