import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface BusyStudio {
  readonly address: string
  /** Imports the rows it was started with; answers how many went into each step. */
  runImport(): Promise<{ steps: number[]; ms: number }>
  stop(): Promise<void>
}

interface Said {
  readonly address?: string
  readonly imported?: number[]
}

/** Starts bench/browse.host.ts: the studio and its browser door, with an import inside. */
export async function startBusyStudio(data: string, rows: number): Promise<BusyStudio> {
  const child = fork('out/bench/browse.host.js', [data, String(rows)], { serialization: 'advanced' })
  const says = async <Key extends keyof Said>(key: Key): Promise<NonNullable<Said[Key]>> => {
    for (;;) {
      const [said]: Said[] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => {
          throw new Error(`The studio with the import ended with ${code}.`)
        }),
      ])
      const value = said?.[key]
      if (value) return value
    }
  }
  return {
    address: await says('address'),
    async runImport() {
      const began = performance.now()
      child.send('import')
      const steps = await says('imported')
      return { steps, ms: performance.now() - began }
    },
    async stop() {
      const exited = once(child, 'exit')
      child.send('close')
      await exited
    },
  }
}
