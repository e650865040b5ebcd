/**
 * Money is a decimal string of any length; arithmetic is exact, in units of 10^-12 of the currency. A model's price of
 * 0.000000075 a token, times tokens, never meets a binary fraction.
 */
const SCALE = 12

/** @throws RangeError where the text is no plain decimal number, or has more than twelve decimals. */
export function parseMoney(text: string): bigint {
  const match = /^(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) throw new RangeError(`"${text.slice(0, 40)}" is not an amount.`)
  return BigInt((match[1] ?? '0') + (match[2] ?? '').padEnd(SCALE, '0'))
}

export function formatMoney(units: bigint): string {
  const digits = units.toString().padStart(SCALE + 1, '0')
  const decimals = digits.slice(-SCALE).replace(/0+$/, '')
  return digits.slice(0, -SCALE) + (decimals === '' ? '' : `.${decimals}`)
}

/** A number that a price table computed, rounded to twelve decimals. */
export function moneyFromNumber(amount: number): string | null {
  if (!Number.isFinite(amount) || amount < 0 || amount >= 1e15) return null
  return formatMoney(parseMoney(amount.toFixed(SCALE)))
}
