import type { PgliteEngine } from '../../pglite/engine'

/**
 * What is written while the power is cut or the process killed. Step n is one acknowledged change; it must be built so
 * that `verify` can tell from the database alone which steps are there.
 */
export interface Workload {
  /** Makes the tables, once, in an empty database. */
  prepare(engine: PgliteEngine): Promise<void>
  /** Does step `n` (1, 2, …). Once it resolves, the step is acknowledged. */
  step(engine: PgliteEngine, n: number): Promise<void>
  /**
   * The K for which exactly the steps 1..K are there, whole and unchanged.
   * Rejects with what is wrong where there is a gap, half a step or another content.
   */
  verify(engine: PgliteEngine): Promise<number>
}
