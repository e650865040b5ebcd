import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, moneyFromNumber, parseMoney } from './money'
import { costByRates, priceSimulated, priceUsage, type TokenUsage } from './price'

const usage = (fields: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  outputTokens: 0,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  ...fields,
})
const table = { version: 'table@1', price: (model: string) => (model === 'known' ? 0.1 + 0.2 : null) }
const at = new Date('2026-11-18')

describe('money', () => {
  it('keeps every digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 26n }), (units) => {
        expect(parseMoney(formatMoney(units))).toBe(units)
      }),
    )
    expect(formatMoney(parseMoney('0.000000000001'))).toBe('0.000000000001')
    expect(formatMoney(parseMoney('12.50'))).toBe('12.5')
  })

  it.each(['', '-1', '1e3', '1,5', '.5', '1.', '0.0000000000001', 'NaN'])('refuses %s', (text) => {
    expect(() => parseMoney(text)).toThrow(RangeError)
  })

  it('knows no amount for what is not one', () => {
    expect([Number.NaN, -1, Number.POSITIVE_INFINITY].map(moneyFromNumber)).toEqual([null, null, null])
  })
})

describe('prices', () => {
  it('charges cached, written and plain input apart, to the last digit', () => {
    const rates = { input: '2.5', output: '10', cached: '1.25', cacheWrite: '3.125' }
    const used = usage({ inputTokens: 1_003, cachedTokens: 500, cacheWriteTokens: 3, outputTokens: 7 })
    expect(costByRates(used, rates)).toBe('0.001954375')
    expect(costByRates(usage({ inputTokens: 1, outputTokens: 0 }), { input: '0.075', output: '1' })).toBe(
      '0.000000075',
    )
  })

  it('never counts a token twice, whatever a provider reports', () => {
    const rates = { input: '1', output: '1', cached: '1', cacheWrite: '1' }
    const tokens = fc.nat(1_000_000)
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        tokens,
        (inputTokens, outputTokens, cachedTokens, cacheWriteTokens) => {
          const cost = costByRates(
            usage({ inputTokens, outputTokens, cachedTokens, cacheWriteTokens }),
            rates,
          )
          expect(cost).toBe(formatMoney(BigInt(inputTokens + outputTokens) * 1_000_000n))
        },
      ),
    )
  })

  it('unknown is null, never 0: tokens not reported, or a model not in the table', () => {
    const unknown = { cost: null, currency: 'USD', priceVersion: null, simulated: false }
    expect(priceUsage(usage({ inputTokens: null }), 'known', at, { table })).toEqual(unknown)
    expect(priceUsage(usage({}), 'other', at, { table })).toEqual(unknown)
    expect(priceUsage(usage({}), 'known', at, {})).toEqual(unknown)
    expect(priceSimulated(usage({}), 'sim-other').cost).toBeNull()
  })

  it('says which price it was', () => {
    expect(priceUsage(usage({}), 'known', at, { table })).toMatchObject({
      cost: '0.3',
      priceVersion: 'table@1',
    })
    const override = { id: 'o-1', currency: 'EUR', rates: { input: '1', output: '2' } }
    expect(priceUsage(usage({ outputTokens: 1_000_000 }), 'known', at, { table, override })).toEqual({
      cost: '2',
      currency: 'EUR',
      priceVersion: 'override:o-1',
      simulated: false,
    })
    expect(priceSimulated(usage({ inputTokens: 1_000_000 }), 'sim-large')).toMatchObject({
      cost: '2.5',
      simulated: true,
    })
  })
})
