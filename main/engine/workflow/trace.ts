import { uuidv7 } from 'uuidv7'
import type { Engine } from '../../../db/engine'
import { record } from '../../../db/record'
import type {
  BegunRun,
  FinishedRun,
  Metric,
  MovedRun,
  OpenStatus,
  RunContext,
} from '../../../db/record/batch'
import type { Who } from '../../../db/write/command'

/** The record is at most this far behind. */
const behindMs = 50
const behindRows = 200

/**
 * The record of a run under way, written in batches. What has to be on the disk before the run goes on waits for
 * `flush`; calls that wait together share a commit.
 */
export class Trace {
  private begun: BegunRun[] = []
  private finished: FinishedRun[] = []
  private moved: MovedRun[] = []
  private metrics: Metric[] = []
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()
  private queued: Promise<void> | null = null
  private broken: unknown = null

  constructor(
    private readonly engine: Engine,
    private readonly who: Who,
    /** Of the first batch: what says that the run was begun. */
    private firstId: string | null,
    /** The record cannot be written: the run has to end. */
    private readonly onBroken: (error: unknown) => void,
  ) {}

  begin(run: BegunRun): void {
    this.begun.push(run)
    this.later()
  }

  end(run: FinishedRun): void {
    this.finished.push(run)
    this.later()
  }

  /** A row that waits for somebody, or goes on. */
  move(id: string, status: OpenStatus, context: RunContext = {}): void {
    this.moved.push({ id, status, context })
    this.later()
  }

  measure(metric: Metric): void {
    this.metrics.push(metric)
    this.later()
  }

  /** Resolves when everything until now is on the disk. @throws what kept it from being written */
  flush(): Promise<void> {
    // One waits for the batch that is being written, all others with it for the next one.
    this.queued ??= this.writing.then(() => {
      this.queued = null
      return this.write()
    })
    return this.queued
  }

  private later(): void {
    if (Math.max(this.begun.length, this.finished.length) >= behindRows) void this.flush().catch(() => {})
    else this.timer ??= setTimeout(() => void this.flush().catch(() => {}), behindMs)
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.broken) throw this.broken
    const { begun, finished, moved, metrics } = this
    if (begun.length + finished.length + moved.length + metrics.length === 0) return
    this.begun = []
    this.finished = []
    this.moved = []
    this.metrics = []
    const commandId = this.firstId ?? uuidv7()
    this.firstId = null
    const writing = record(this.engine, this.who, { commandId, begun, finished, moved, metrics })
    this.writing = writing.then(
      () => undefined,
      () => undefined,
    )
    try {
      await writing
    } catch (error) {
      this.broken = error
      this.onBroken(error)
      throw error
    }
  }
}
