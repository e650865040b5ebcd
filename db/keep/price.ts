import type { ModelPrice } from '../../contract/provider'
import { builder, statement } from '../drizzle'
import type { Engine } from '../engine'
import { keep } from '../keep'
import { price } from '../schema'
import type { Who } from '../write/command'
import { commandInstant as now } from '../write/functions'

/**
 * Sets what a model costs from now on, for the whole vault; null takes it back to the list's price. Prices are added,
 * never changed, so that a run's price can be read years later. Answers the instant.
 */
export async function keepPrice(
  engine: Engine,
  who: Who,
  input: {
    readonly commandId: string
    readonly provider: string
    readonly model: string
    readonly price: ModelPrice | null
  },
): Promise<string> {
  const { commandId, provider, model, price: set } = input
  const put = builder.insert(price).values({
    provider,
    model,
    source: 'user',
    validFrom: now,
    version: commandId,
    currency: set?.currency ?? 'USD',
    input: set?.input ?? null,
    output: set?.output ?? null,
    cachedInput: set?.cached ?? null,
    override: true,
  })
  return (await keep(engine, who, commandId, [statement(put)])).at
}
