import type { ReadResult, ReadTask } from './work'
import workerAddress from './worker?worker&url'

/** Longer than this no honest template takes: a hostile one is ended, whatever it does. */
const limitMs = 1_500

interface Job {
  readonly task: () => ReadTask
  readonly done: (result: ReadResult | null) => void
}

/** Reads texts in a worker, one after the other; of what waits only the newest is read. */
export class Reader {
  private worker: Worker | null = null
  private current: Job | null = null
  private next: Job | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  /** @param done hears null where reading was ended because it took too long. It is not called for what was overtaken. */
  read(task: () => ReadTask, done: Job['done']): void {
    this.next = { task, done }
    if (!this.current) this.begin()
  }

  close(): void {
    clearTimeout(this.timer)
    this.worker?.terminate()
    this.worker = null
    this.current = null
    this.next = null
  }

  private begin(): void {
    this.current = this.next
    this.next = null
    if (!this.current) return
    this.worker ??= this.start()
    this.timer = setTimeout(() => this.ended(), limitMs)
    this.worker.postMessage(this.current.task())
  }

  private start(): Worker {
    const worker = startWorker(workerAddress)
    worker.addEventListener('message', ({ data }: MessageEvent<ReadResult>) => this.settle(data))
    worker.addEventListener('error', () => this.ended())
    return worker
  }

  private ended(): void {
    this.worker?.terminate()
    this.worker = null
    this.settle(null)
  }

  private settle(result: ReadResult | null): void {
    clearTimeout(this.timer)
    const job = this.current
    this.current = null
    job?.done(result)
    this.begin()
  }
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string }
}

let trusted: ReturnType<TrustedTypes['createPolicy']> | undefined

/** The page's policy starts no worker from a bare text; this address was made by the build. */
function startWorker(address: string): Worker {
  const types: TrustedTypes | undefined = Reflect.get(window, 'trustedTypes')
  trusted ??= types?.createPolicy('reading-worker', {
    createScriptURL: (url) => {
      if (url !== workerAddress) throw new TypeError('Only the reading worker may be started.')
      return url
    },
  })
  return new Worker(trusted?.createScriptURL(address) ?? address, { type: 'module' })
}
