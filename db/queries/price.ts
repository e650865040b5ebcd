import { and, desc, eq } from 'drizzle-orm'
import type { PriceOverride } from '../../core/pricing/price'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { price } from '../schema'

/** The price that somebody set for a model, the newest one; null where none was set or it was taken back. */
export async function getPrice(
  engine: Engine,
  workspaceId: string,
  provider: string,
  model: string,
): Promise<PriceOverride | null> {
  const [row] = await reader(engine, workspaceId)
    .select()
    .from(price)
    .where(and(eq(price.provider, provider), eq(price.model, model), eq(price.source, 'user')))
    .orderBy(desc(price.validFrom))
    .limit(1)
  return row ? toOverride(row) : null
}

/** Every price that was set and holds now. */
export async function listPrices(
  engine: Engine,
  workspaceId: string,
): Promise<(PriceOverride & { readonly provider: string; readonly model: string })[]> {
  const rows = await reader(engine, workspaceId)
    .selectDistinctOn([price.provider, price.model])
    .from(price)
    .where(eq(price.source, 'user'))
    .orderBy(price.provider, price.model, desc(price.validFrom))
  return rows.flatMap((row) => {
    const found = toOverride(row)
    return found ? [{ ...found, provider: row.provider, model: row.model }] : []
  })
}

/** Without both amounts it is the row that takes a price back. */
function toOverride(row: typeof price.$inferSelect): PriceOverride | null {
  const { input, output, cachedInput } = row
  if (input === null || output === null) return null
  const rates = { input, output, ...(cachedInput === null ? {} : { cached: cachedInput }) }
  return { id: row.version, currency: row.currency, rates }
}
