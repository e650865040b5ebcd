import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface RunningStudio {
  readonly address: string
  /** Milliseconds since the epoch at which the process was started. */
  readonly startedAt: number
  /** Resident memory now, in MB. */
  rssMb(): number
  stop(): Promise<void>
}

/** Starts the built host behind the browser door on a folder of data, as `npm start` does. */
export async function startStudio(data: string): Promise<RunningStudio> {
  const startedAt = Date.now()
  const child = spawn(process.execPath, ['out/main/headless.js', '--headless', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A bench that throws leaves nothing running that the next one would measure too.
  process.once('exit', () => child.kill('SIGKILL'))
  const address = await addressOf(child)
  return {
    address,
    startedAt,
    rssMb: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('The studio has no output to read its address from.'))
    child.once('exit', (code) => reject(new Error(`The studio ended with ${code} before it opened.`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /Address:\s+(http\S+)/.exec(line)?.[1]
      if (address) resolve(address)
    })
  })
}
