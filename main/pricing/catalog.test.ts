import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { priceUsage, type TokenUsage } from '../../core/pricing/price'
import { appRoot } from '../../db/root'
import { contextWindow, knownModels, type PricedConnection, priceTable, priceTableVersion } from './catalog'

const openai: PricedConnection = { kind: 'openai', address: null }
const used: TokenUsage = {
  inputTokens: 1_000,
  outputTokens: 100,
  cachedTokens: 500,
  cacheWriteTokens: null,
  reasoningTokens: 20,
}
const cost = async (connection: PricedConnection, model: string) =>
  priceUsage(used, model, new Date('2026-11-18'), { table: await priceTable(connection) })

describe('the bundled price list', () => {
  it('prices by the provider’s list, cached input apart', async () => {
    expect(await cost(openai, 'gpt-4o')).toEqual({
      cost: '0.002875',
      currency: 'USD',
      priceVersion: priceTableVersion,
      simulated: false,
    })
    expect((await cost({ kind: 'anthropic', address: null }, 'claude-sonnet-4-5')).cost).not.toBeNull()
    expect((await cost({ kind: 'google', address: null }, 'gemini-2.5-flash')).cost).not.toBeNull()
  })

  it('does not know what it does not know: own servers, new models, another provider’s model', async () => {
    expect(
      (await cost({ kind: 'openai_compatible', address: 'http://127.0.0.1:11434/v1' }, 'gpt-4o')).cost,
    ).toBeNull()
    expect((await cost(openai, 'gpt-99-imagined')).cost).toBeNull()
    expect((await cost({ kind: 'simulator', address: null }, 'sim-large')).cost).toBeNull()
  })

  it('lists models with their context windows, dated names too', async () => {
    const models = await knownModels(openai)
    expect(models.find((model) => model.id === 'gpt-4o')?.contextWindow).toBe(128_000)
    expect(await contextWindow(openai, 'gpt-4o-2024-08-06')).toBe(128_000)
    expect(await contextWindow(openai, 'gpt-99-imagined')).toBeNull()
  })

  it('names the version that is installed', () => {
    const file = join(appRoot(), 'node_modules/@pydantic/genai-prices/package.json')
    expect(priceTableVersion).toBe(`genai-prices@${JSON.parse(readFileSync(file, 'utf8')).version}`)
  })
})
