import type { DbErrorFields, QueryResult, Statement } from '../engine'

/** What the host's thread asks of the worker. One answer to each, in order. */
export type Request =
  | {
      readonly kind: 'open'
      readonly dataDir: string
      readonly create: boolean
      readonly counters: SharedArrayBuffer
    }
  | ({ readonly kind: 'run'; readonly statements: readonly Statement[] } & RowOptions)
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'copy'; readonly sql: string; readonly data: Uint8Array }
  | { readonly kind: 'close' }

export interface RowOptions {
  readonly rowMode: 'array' | 'object'
  readonly rawTypes: readonly number[]
}

/** A statement's result and its command tag, such as `INSERT 0 1`. */
export interface TaggedResult extends QueryResult {
  readonly tag: string
}

/** PostgreSQL's own word for where the session stands: idle, in a transaction, in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E'

export interface Answer {
  readonly results: readonly TaggedResult[]
  readonly status: TransactionStatus
}

export interface Failure {
  readonly message: string
  readonly fields: DbErrorFields
  /** True where the engine itself can no longer be trusted: it must be ended and opened again. */
  readonly fatal: boolean
  readonly status: TransactionStatus
}

/** What the worker answers; `aborted` comes unasked, just before the worker ends itself. */
export type Reply =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failure: Failure }
  | { readonly aborted: string }

/** Numbers that both threads see without asking: places in the shared counters. */
export const counterPlaces = { fsyncs: 0, wasmBytes: 1 } as const
export const counterBytes = 2 * BigInt64Array.BYTES_PER_ELEMENT
