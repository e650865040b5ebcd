import type { Usage } from '../../../contract/run'
import type { WorkflowDocument } from '../../../contract/workflow'
import { formatMoney, parseMoney } from '../../../core/pricing/money'
import { NodeFailure } from './node-failure'

type Limits = WorkflowDocument['limits']

/** What a call may take at most, so that it is known before it is made. */
export interface Estimate {
  readonly tokens: number
  /** Money as a decimal string; null where the price is not known. */
  readonly cost: string | null
}

/** What a run may still use. It is asked before anything is used, so that a run stops before it passes a limit. */
export class Budget {
  private steps = 0
  private tokens = 0
  private cost = 0n
  private costKnown = true

  constructor(private readonly limits: Limits) {}

  get spent(): { readonly tokens: number; readonly money: string | null; readonly steps: number } {
    return { tokens: this.tokens, money: this.costKnown ? formatMoney(this.cost) : null, steps: this.steps }
  }

  /** True where calls have to be estimated before they are made. */
  get watchesCalls(): boolean {
    return this.limits.tokens !== undefined || this.limits.cost !== undefined
  }

  /** @throws NodeFailure where one more node would be one too many */
  step(): void {
    const { steps } = this.limits
    if (steps !== undefined && this.steps >= steps) {
      throw over(`The run may take ${steps} steps and has taken them.`)
    }
    this.steps += 1
  }

  /**
   * Sets aside what a call may take, until `settle`.
   * @throws NodeFailure where it could pass a limit
   */
  reserve({ tokens, cost }: Estimate): (usage: Usage | null) => void {
    const { limits } = this
    if (limits.tokens !== undefined && this.tokens + tokens > limits.tokens) {
      throw over(
        `This call may take ${tokens} tokens; ${Math.max(0, limits.tokens - this.tokens)} of ${limits.tokens} are left.`,
      )
    }
    const amount = cost === null ? null : parseMoney(cost)
    if (limits.cost !== undefined) {
      if (amount === null) {
        throw over('The price of this model is not known, so what the call would cost is not known either.')
      }
      if (this.cost + amount > parseMoney(limits.cost)) {
        throw over(
          `This call may cost ${cost}; ${formatMoney(this.cost)} of ${limits.cost} is spent or set aside.`,
        )
      }
    }
    this.tokens += tokens
    this.cost += amount ?? 0n
    return (usage) => {
      this.tokens += (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0) - tokens
      if (usage && usage.cost === null) this.costKnown = false
      this.cost += (usage?.cost ? parseMoney(usage.cost) : 0n) - (amount ?? 0n)
    }
  }

  /** Tokens that may still be used; null where there is no limit. */
  get tokensLeft(): number | null {
    return this.limits.tokens === undefined ? null : Math.max(0, this.limits.tokens - this.tokens)
  }
}

const over = (what: string) =>
  new NodeFailure('budget', `${what} Raise the workflow’s limit, or make it do less, then resume the run.`)
