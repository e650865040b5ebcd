import type { ContextTexts, LiquidOptions } from '../../core/template/liquid'
import type { ParsedTemplate } from '../../core/template/parse'
import type { RenderableDocument, Rendered } from '../../core/template/render'

/** What is asked of a worker, and what comes back. Plain data: it is copied between threads. */
export type Task =
  | {
      readonly kind: 'render'
      readonly document: RenderableDocument
      readonly values: Readonly<Record<string, unknown>>
      readonly contexts: ContextTexts
      readonly options: Omit<LiquidOptions, 'contexts'>
    }
  | { readonly kind: 'parse'; readonly document: Pick<RenderableDocument, 'messages'> }
  | { readonly kind: 'count'; readonly texts: readonly string[] }

/** What the writer needs of a parsed template: without the engine's own trees. */
export type ParsedSummary = Pick<ParsedTemplate, 'issues' | 'contexts' | 'variables'>

export interface Results {
  readonly render: Rendered
  readonly parse: ParsedSummary
  readonly count: readonly number[]
}

export interface Request {
  readonly id: number
  readonly task: Task
}

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly result: Results[keyof Results] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
