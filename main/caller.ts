import type { PgliteEngine } from '../db/pglite/engine'
import type { Who } from '../db/write/command'

/** Where a call works, and for whom: the open engine and the caller's identity. */
export interface Caller {
  readonly engine: PgliteEngine
  readonly who: Who
}
