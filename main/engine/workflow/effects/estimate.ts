import type { ResolvedMessage, Usage } from '../../../../contract/run'
import type { ModelSettings } from '../../../../contract/template'
import { type PriceOverride, priceSimulated, priceUsage } from '../../../../core/pricing/price'
import type { StoredConnection } from '../../../../db/queries/connection'
import { priceTable } from '../../../pricing/catalog'
import type { NodeWork } from '../effect'

interface Call {
  readonly messages: readonly ResolvedMessage[]
  readonly connection: StoredConnection
  readonly model: string
  readonly override: PriceOverride | null
  readonly settings: ModelSettings
}

/** What an answer may take where nobody says how long it may be. */
const usualAnswer = 4_096

/**
 * Sets aside what a call may take at most, where the run has a limit of tokens or money, and caps its answer so that it
 * takes no more.
 * @throws NodeFailure where it could pass the limit
 */
export async function estimateOf(
  { needs, run }: NodeWork,
  { messages, connection, model, override, settings }: Call,
): Promise<{ readonly maxTokens: number | null; readonly settle: (usage: Usage | null) => void }> {
  const { budget } = run
  if (!budget.watchesCalls) return { maxTokens: null, settle: budget.reserve({ tokens: 0, cost: '0' }) }
  const texts = messages.map(({ text }) => text)
  const prompt = (await needs.templates.countTokens(texts, connection.kind, model)).tokens
  const left = budget.tokensLeft
  const room = left === null ? usualAnswer : Math.max(1, Math.min(usualAnswer, left - prompt))
  const maxTokens = Math.min(
    settings.maxTokens ?? room,
    left === null ? Number.POSITIVE_INFINITY : Math.max(1, left - prompt),
  )
  const usage = {
    inputTokens: prompt,
    outputTokens: maxTokens,
    cachedTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
  }
  const { cost } =
    connection.kind === 'simulator'
      ? priceSimulated(usage, model)
      : priceUsage(usage, model, new Date(), { override, table: await priceTable(connection) })
  return { maxTokens, settle: budget.reserve({ tokens: prompt + maxTokens, cost }) }
}
