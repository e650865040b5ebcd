import type { ExpressionFailure, ExpressionName } from '../../../core/workflow/expression'

export type Given = Readonly<Partial<Record<ExpressionName, unknown>>>

/** What is asked of the thread, and what comes back. Plain data: it is copied between threads. */
export interface Question {
  readonly id: number
  readonly source: string
  /** Null: only whether it can be read. */
  readonly given: Given | null
}

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed'
      readonly id: number
      readonly code: ExpressionFailure
      readonly detail: string
    }
