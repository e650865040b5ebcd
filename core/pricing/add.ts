import { formatMoney, parseMoney } from './money'
import type { Cost } from './price'

/** The sum of what several calls cost; unknown where one of them is, or where none was made. */
export function addCosts(costs: readonly Cost[], none: Pick<Cost, 'simulated' | 'currency'>): Cost {
  const [first] = costs
  if (!first) return { cost: null, priceVersion: null, ...none }
  if (costs.length === 1) return first
  const amounts = costs.map(({ cost }) => cost)
  const known = amounts.filter((cost) => cost !== null)
  const whole = known.length === amounts.length
  return {
    ...first,
    cost: whole ? formatMoney(known.reduce((sum, cost) => sum + parseMoney(cost), 0n)) : null,
    priceVersion: whole ? first.priceVersion : null,
  }
}
