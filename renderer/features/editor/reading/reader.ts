import { startWorker } from '../../../data/worker'
import type { ReaderSays, ReadResult, ReadTask } from './work'
import workerAddress from './worker?worker&url'

/**
 * Longer than this no honest template takes: a hostile one is ended, whatever it does. A machine that is busy with other
 * things takes longer over an honest one too, so it is read once more, with more patience, before that is said.
 */
const limitsMs = [1_500, 6_000] as const

interface Job {
  /** How often it was ended. */
  tries: number
  readonly task: () => ReadTask
  readonly done: (result: ReadResult | null) => void
}

/** Reads texts in a worker, one after the other; of what waits only the newest is read. */
export class Reader {
  private worker: Worker | null = null
  private current: Job | null = null
  private next: Job | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  /** The worker has read its own code and waits for a text. */
  private ready = false

  /** @param done hears null where reading was ended because it took too long. It is not called for what was overtaken. */
  read(task: () => ReadTask, done: Job['done']): void {
    this.next = { tries: 0, task, done }
    if (!this.current) this.begin()
  }

  close(): void {
    this.stop()
    this.current = null
    this.next = null
  }

  private begin(): void {
    this.current = this.next
    this.next = null
    if (!this.current) return
    this.worker ??= this.start()
    if (this.ready) this.hand(this.worker, this.current)
  }

  private hand(worker: Worker, job: Job): void {
    this.timer = setTimeout(() => this.ended(), limitsMs[job.tries])
    worker.postMessage(job.task())
  }

  private start(): Worker {
    const worker = startWorker(workerAddress)
    worker.addEventListener('message', ({ data }: MessageEvent<ReaderSays>) => {
      if (data !== 'ready') return this.settle(data)
      this.ready = true
      if (this.current) this.hand(worker, this.current)
    })
    worker.addEventListener('error', () => this.ended())
    return worker
  }

  private ended(): void {
    this.stop()
    const job = this.current
    if (!job) return
    job.tries += 1
    if (job.tries === limitsMs.length) {
      this.settle(null)
    } else {
      // A newer text overtakes it.
      this.next ??= job
      this.begin()
    }
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.worker?.terminate()
    this.worker = null
    this.ready = false
  }

  private settle(result: ReadResult | null): void {
    clearTimeout(this.timer)
    const job = this.current
    this.current = null
    job?.done(result)
    this.begin()
  }
}
