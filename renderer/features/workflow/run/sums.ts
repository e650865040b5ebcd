import { formatMoney, parseMoney } from '../../../../core/pricing/money'

/** The sum of some amounts, as decimal strings; null where there is none. */
export const addMoney = (amounts: readonly string[]): string | null =>
  amounts.length === 0 ? null : formatMoney(amounts.reduce((sum, each) => sum + parseMoney(each), 0n))
