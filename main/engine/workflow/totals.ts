import type { Usage } from '../../../contract/run'
import { formatMoney, parseMoney } from '../../../core/pricing/money'

/** Tokens and money of all calls of a run; a cost that is not known makes the sum unknown. */
export class Totals {
  private calls = 0
  private input = 0
  private output = 0
  private cost: bigint | null = 0n
  private currency: string | null = null
  private simulated = true

  constructor(private readonly none: Usage) {}

  add(usage: Usage): void {
    this.calls += 1
    this.input += usage.inputTokens ?? 0
    this.output += usage.outputTokens ?? 0
    this.currency ??= usage.currency
    this.simulated &&= usage.simulated
    const sums = this.cost !== null && usage.cost !== null && this.currency === usage.currency
    this.cost = sums ? (this.cost ?? 0n) + parseMoney(usage.cost ?? '0') : null
  }

  get usage(): Usage {
    if (this.calls === 0) return this.none
    return {
      ...this.none,
      inputTokens: this.input,
      outputTokens: this.output,
      cost: this.cost === null ? null : formatMoney(this.cost),
      currency: this.currency ?? this.none.currency,
      simulated: this.simulated,
    }
  }
}
