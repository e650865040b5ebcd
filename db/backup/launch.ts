import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { appRoot } from '../root'
import type { CheckRequest, CheckStep } from './check'
import { type ChildLine, childLine } from './child-protocol'
import type { Salvaged, SalvageRequest } from './salvage'

/** A process that runs a script of ours with one argument and writes lines. */
export interface LaunchedChild {
  onLine(listener: (line: string) => void): void
  /** Resolves when it ended, with what it said on standard error. */
  readonly ended: Promise<string>
  kill(): void
}

/** Starts it. Electron starts scripts in another way than Node and brings its own. */
export type Launch = (script: string, argument: string) => LaunchedChild

/** The JavaScript side of a check is small; the database's memory is bounded by the child itself. */
const nodeFlags = ['--max-old-space-size=512']

export const launchNode: Launch = (script, argument) => {
  const child = spawn(process.execPath, [...nodeFlags, script, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-2_000)
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(complaint))
  })
  return {
    onLine: (listener) => createInterface({ input: child.stdout }).on('line', listener),
    ended,
    kill: () => child.kill('SIGKILL'),
  }
}

export interface RunOptions {
  /** Default: a Node process. */
  readonly launch?: Launch | undefined
  /** Milliseconds after which it is ended; default 10 minutes. */
  readonly limitMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onStep?: ((step: CheckStep) => void) | undefined
}

/** The child ended without an answer. `steps` were done before. */
export class ChildEndedError extends Error {
  override readonly name = 'ChildEndedError'
  constructor(
    message: string,
    readonly steps: readonly CheckStep[],
  ) {
    super(message)
  }
}

/** Answers what is wrong with a backup, null where it is good. @throws ChildEndedError */
export async function runCheck(request: CheckRequest, options: RunOptions = {}): Promise<string | null> {
  const done = await run({ kind: 'check', ...request }, options)
  return 'problem' in done ? done.problem : 'The check gave no answer.'
}

/** @throws ChildEndedError, also where the database does not open at all */
export async function runSalvage(request: SalvageRequest, options: RunOptions = {}): Promise<Salvaged[]> {
  const done = await run({ kind: 'salvage', ...request }, options)
  return 'salvaged' in done ? done.salvaged : []
}

type Done = Extract<ChildLine, { done: unknown }>['done']

async function run(request: object, options: RunOptions): Promise<Done> {
  const { launch = launchNode, limitMs = 10 * 60_000, signal, onStep } = options
  signal?.throwIfAborted()
  const child = launch(join(appRoot(), 'out/main/verify.js'), JSON.stringify(request))
  const kill = () => child.kill()
  const timer = setTimeout(kill, limitMs)
  signal?.addEventListener('abort', kill, { once: true })
  const steps: CheckStep[] = []
  let done: Done | undefined
  child.onLine((text) => {
    const line = parsed(text)
    if (line && 'step' in line) {
      steps.push(line.step)
      onStep?.(line.step)
    } else if (line) done = line.done
  })
  try {
    const complaint = await child.ended
    signal?.throwIfAborted()
    if (done) return done
    throw new ChildEndedError(
      complaint.trim() || 'The check was ended: it took too long or too much memory.',
      steps,
    )
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
  }
}

/** Half a line of a child that was ended is none. */
function parsed(text: string): ChildLine | undefined {
  try {
    return childLine.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
