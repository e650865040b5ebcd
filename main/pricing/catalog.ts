import type { ProviderKind } from '../../contract/vocabulary'
import { moneyFromNumber } from '../../core/pricing/money'
import type { PriceTable, Rates, TokenUsage } from '../../core/pricing/price'

type Package = typeof import('@pydantic/genai-prices')
let loading: Promise<Package> | undefined
/** Half a megabyte of data, inside the package; nothing is fetched. Loaded by the first run, not at the start. */
const load = (): Promise<Package> => {
  loading ??= import('@pydantic/genai-prices')
  return loading
}

/** Kept equal to the installed package by a test: a bundle cannot ask it. */
export const priceTableVersion = 'genai-prices@0.1.8'

/** Where a model is asked: what decides whose price list applies. */
export interface PricedConnection {
  readonly kind: ProviderKind
  readonly address: string | null
}

/** A model as the price list knows it. */
export interface KnownModel {
  readonly id: string
  /** Tokens that fit, prompt and answer together; null is unknown. */
  readonly contextWindow: number | null
}

/** The bundled price list of a connection's provider, or null where it has none, such as a server of one's own. */
export async function priceTable(connection: PricedConnection): Promise<PriceTable | null> {
  const { calcPrice } = await load()
  const provider = await providerOf(connection)
  if (!provider) return null
  return {
    version: priceTableVersion,
    price(model, usage, at) {
      const input = usage.inputTokens ?? 0
      const cached = Math.min(usage.cachedTokens ?? 0, input)
      const tokens = {
        input_tokens: input,
        output_tokens: usage.outputTokens ?? 0,
        cache_read_tokens: cached,
        cache_write_tokens: Math.min(usage.cacheWriteTokens ?? 0, input - cached),
      }
      try {
        return calcPrice(tokens, model, { provider, timestamp: at })?.total_price ?? null
      } catch {
        // The list knows the model but not a price for this kind of token: that is unknown.
        return null
      }
    },
  }
}

/** Models that the price list names for this provider and does not call deprecated. */
export async function knownModels(connection: PricedConnection): Promise<KnownModel[]> {
  const provider = await providerOf(connection)
  const models = provider?.models.filter((model) => !model.deprecated) ?? []
  return models.map((model) => ({ id: model.id, contextWindow: model.context_window ?? null }))
}

/** Tokens that a model holds; also for dated names such as gpt-4o-2024-08-06. Null is unknown. */
export async function contextWindow(connection: PricedConnection, model: string): Promise<number | null> {
  const { calcPrice } = await load()
  const provider = await providerOf(connection)
  if (!provider) return null
  return calcPrice({ input_tokens: 0, output_tokens: 0 }, model, { provider })?.model.context_window ?? null
}

/** The list's plain prices for a million tokens, for showing; null is unknown. Tiers and times of day are left out. */
export async function listedPrice(connection: PricedConnection, model: string): Promise<Rates | null> {
  const table = await priceTable(connection)
  if (!table) return null
  const of = (usage: Partial<TokenUsage>) => {
    const whole = {
      inputTokens: 0,
      outputTokens: 0,
      cachedTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: null,
    }
    const amount = table.price(model, { ...whole, ...usage }, new Date())
    // Asked for a thousand, below every tier, and told for a million.
    return amount === null ? null : moneyFromNumber(amount * 1000)
  }
  const input = of({ inputTokens: 1000 })
  const output = of({ outputTokens: 1000 })
  const cached = of({ inputTokens: 1000, cachedTokens: 1000 })
  if (input === null || output === null) return null
  return { input, output, ...(cached === null || cached === input ? {} : { cached }) }
}

async function providerOf({ kind, address }: PricedConnection) {
  const { findProvider } = await load()
  if (kind === 'simulator') return undefined
  if (kind === 'openai_compatible') return address ? findProvider({ providerApiUrl: address }) : undefined
  return findProvider({ providerId: kind })
}
