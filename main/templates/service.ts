import type { ProviderKind } from '../../contract/vocabulary'
import type { ContextTexts } from '../../core/template/liquid'
import { renderQuick } from '../../core/template/quick'
import type { RenderableDocument, Rendered } from '../../core/template/render'
import { type TokenCount, usesO200k, withFraming } from '../tokens/count'
import { type PoolOptions, TemplateWorkerError, WorkerPool } from './pool'
import type { ParsedSummary } from './protocol'

/** What a template may take. Beyond it the thread is ended, whatever the engine thinks. */
export const renderLimits: PoolOptions = { size: 2, limitMs: 500, limitMb: 64 }

/** The tokenizer's tables alone take more than a template may. */
const countLimits: PoolOptions = { size: 1, limitMs: 10_000, limitMb: 512 }

/** Asking for it takes longer than rendering a text. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Everything that reads a template's text runs here, off the host's own thread unless it is quick for sure. */
export class TemplateService {
  private readonly renderers = new WorkerPool(renderLimits)
  private readonly counters = new WorkerPool(countLimits)

  /** Starts a thread ahead of the first preview. */
  warm(): Promise<void> {
    return this.renderers.warm()
  }

  /** Never throws for what a writer can put right, a limit that was passed included: that is in `issues`. */
  async render(
    document: RenderableDocument,
    values: Readonly<Record<string, unknown>>,
    contexts: ContextTexts,
  ): Promise<Rendered> {
    const options = { now: new Date().toISOString(), timeZone }
    const { messages, variables, examples } = document
    const plain = { messages, ...(variables ? { variables } : {}), ...(examples ? { examples } : {}) }
    const quick = renderQuick(plain, values)
    if (quick) return quick
    try {
      return await this.renderers.run({ kind: 'render', document: plain, values, contexts, options })
    } catch (error) {
      return { messages: [], expects: {}, issues: [limitIssue(error)] }
    }
  }

  async parse(document: Pick<RenderableDocument, 'messages'>): Promise<ParsedSummary> {
    try {
      return await this.renderers.run({ kind: 'parse', document: { messages: document.messages } })
    } catch (error) {
      return { contexts: [], variables: [], issues: [limitIssue(error)] }
    }
  }

  /** Tokens of a whole prompt, its framing included. @throws TemplateWorkerError after ten seconds. */
  async countTokens(texts: readonly string[], kind: ProviderKind, model: string): Promise<TokenCount> {
    const counts = await this.counters.run({ kind: 'count', texts })
    return { tokens: withFraming(counts), exact: usesO200k(kind, model) }
  }

  async close(): Promise<void> {
    await Promise.all([this.renderers.close(), this.counters.close()])
  }
}

function limitIssue(error: unknown): Rendered['issues'][number] {
  if (!(error instanceof TemplateWorkerError) || error.code === 'closed') throw error
  return { code: 'limit', message: error.message, messageIndex: null, line: null, column: null }
}
