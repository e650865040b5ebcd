import type { RunError } from '../../../contract/run'
import type { BegunRun, FinalStatus, FinishedRun } from '../../../db/record/batch'

/** A call that a node made: a row below its own. */
export interface NodeCall {
  readonly begun: BegunRun
  readonly finished: FinishedRun
}

/** How a node ended that did not end well: the status, and a sentence that names the remedy. */
export class NodeFailure extends Error {
  override readonly name = 'NodeFailure'

  constructor(
    readonly code: string,
    message: string,
    readonly more: {
      readonly status?: FinalStatus
      readonly waitSeconds?: number | null
      /** What it asked before it failed. */
      readonly calls?: readonly NodeCall[]
    } = {},
  ) {
    super(message)
  }

  get status(): FinalStatus {
    return this.more.status ?? 'failed'
  }

  get error(): RunError {
    return { code: this.code, message: this.message, waitSeconds: this.more.waitSeconds ?? null }
  }
}
