import { formatMoney, moneyFromNumber, parseMoney } from './money'

/** Tokens of one call; null where the provider did not say. Cached and reasoning tokens are parts, not additions. */
export interface TokenUsage {
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** Part of the input that was read from a cache. */
  readonly cachedTokens: number | null
  /** Part of the input that was written to a cache. */
  readonly cacheWriteTokens: number | null
  /** Part of the output that was thought, not said. */
  readonly reasoningTokens: number | null
}

/** Amounts for a million tokens, as decimal strings. What is left out costs what plain input costs. */
export interface Rates {
  readonly input: string
  readonly output: string
  readonly cached?: string
  readonly cacheWrite?: string
}

/** A price that a user set, in place of the table's. */
export interface PriceOverride {
  readonly id: string
  readonly currency: string
  readonly rates: Rates
}

export interface Cost {
  /** Decimal string; null is unknown, never 0. */
  readonly cost: string | null
  readonly currency: string
  /** Where the price came from, so that a run can be explained years later. */
  readonly priceVersion: string | null
  /** True where no money changes hands: the simulator's price. */
  readonly simulated: boolean
}

/** A table of prices in US dollars, such as genai-prices. Returns null for what it does not know. */
export interface PriceTable {
  readonly version: string
  price(model: string, usage: TokenUsage, at: Date): number | null
}

/** Cost by an override where there is one, else by the table. */
export function priceUsage(
  usage: TokenUsage,
  model: string,
  at: Date,
  from: { readonly override?: PriceOverride | null; readonly table?: PriceTable | null },
): Cost {
  const { override, table } = from
  if (override) {
    const cost = costByRates(usage, override.rates)
    return {
      cost,
      currency: override.currency,
      priceVersion: cost && `override:${override.id}`,
      simulated: false,
    }
  }
  const known = usage.inputTokens !== null && usage.outputTokens !== null
  const amount = known && table ? table.price(model, usage, at) : null
  const cost = amount === null ? null : moneyFromNumber(amount)
  return {
    cost,
    currency: 'USD',
    priceVersion: cost === null ? null : (table?.version ?? null),
    simulated: false,
  }
}

/** Null where input or output is unknown. */
export function costByRates(usage: TokenUsage, rates: Rates): string | null {
  const { inputTokens, outputTokens } = usage
  if (inputTokens === null || outputTokens === null) return null
  const cached = Math.min(usage.cachedTokens ?? 0, inputTokens)
  const written = Math.min(usage.cacheWriteTokens ?? 0, inputTokens - cached)
  const parts: readonly (readonly [number, string])[] = [
    [inputTokens - cached - written, rates.input],
    [cached, rates.cached ?? rates.input],
    [written, rates.cacheWrite ?? rates.input],
    [outputTokens, rates.output],
  ]
  const total = parts.reduce((sum, [tokens, rate]) => sum + BigInt(tokens) * parseMoney(rate), 0n)
  return formatMoney((total + 500_000n) / 1_000_000n)
}

/** What the simulator pretends to cost, for a million tokens in US dollars: a small and a large model of 2025. */
const simulatedRates: Readonly<Record<string, Rates>> = {
  'sim-small': { input: '0.15', output: '0.6', cached: '0.075' },
  'sim-large': { input: '2.5', output: '10', cached: '1.25' },
}

export const simulatedPrice = (model: string): Rates | null => simulatedRates[model] ?? null

export function priceSimulated(usage: TokenUsage, model: string): Cost {
  const rates = simulatedRates[model]
  const cost = rates ? costByRates(usage, rates) : null
  return { cost, currency: 'USD', priceVersion: cost && 'simulated:1', simulated: true }
}
