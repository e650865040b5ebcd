import type { KnownModel, ModelPrice } from '../../contract/provider'
import { abilitiesOf } from '../../core/models/abilities'
import { simulatedPrice } from '../../core/pricing/price'
import { keepPrice } from '../../db/keep/price'
import { getConnection, listConnections, type StoredConnection } from '../../db/queries/connection'
import { listPrices } from '../../db/queries/price'
import type { Caller } from '../caller'
import type { ModelConnections } from '../engine/connections'
import { notFound, refused } from '../failure'
import { contextWindow, listedPrice, priceTableVersion } from '../pricing/catalog'
import { priceProvider } from '../pricing/provider'

/** The models that each connection names, with what they hold, take and cost now. */
export async function knownModelsOf({ engine, who }: Caller): Promise<KnownModel[]> {
  const [connections, overrides] = await Promise.all([
    listConnections(engine, who.workspaceId),
    listPrices(engine, who.workspaceId),
  ])
  const set = new Map(overrides.map((each) => [`${each.provider} ${each.model}`, each]))
  const rows = connections.flatMap((connection) => connection.models.map((model) => ({ connection, model })))
  return Promise.all(
    rows.map(async ({ connection, model }) => {
      const override = set.get(`${priceProvider(connection)} ${model}`)
      const abilities = abilitiesOf(connection.kind, model)
      const price: ModelPrice | null = override
        ? {
            input: override.rates.input,
            output: override.rates.output,
            cached: override.rates.cached ?? null,
            currency: override.currency,
          }
        : await priceOf(connection, model)
      return {
        connectionId: connection.id,
        connectionName: connection.name,
        model,
        contextWindow: connection.kind === 'simulator' ? 128_000 : await contextWindow(connection, model),
        takesImages: abilities.images,
        takesFiles: abilities.files,
        price,
        priceVersion: price && (override ? `override:${override.id}` : versionOf(connection)),
        overridden: override !== undefined,
        simulated: connection.kind === 'simulator',
      }
    }),
  )
}

const versionOf = ({ kind }: StoredConnection) => (kind === 'simulator' ? 'simulated:1' : priceTableVersion)

async function priceOf(connection: StoredConnection, model: string): Promise<ModelPrice | null> {
  const rates = connection.kind === 'simulator' ? simulatedPrice(model) : await listedPrice(connection, model)
  return rates && { input: rates.input, output: rates.output, cached: rates.cached ?? null, currency: 'USD' }
}

/** Sets a model's price for every connection to the same provider or server. @throws NOT_FOUND, REFUSED */
export async function setPrice(
  { engine, who }: Caller,
  input: {
    readonly commandId: string
    readonly connectionId: string
    readonly model: string
    readonly price: ModelPrice | null
  },
): Promise<{ priceVersion: string | null; from: string }> {
  const { connectionId, model, price, commandId } = input
  const connection = await getConnection(engine, who.workspaceId, connectionId)
  if (!connection) throw notFound('connection', connectionId)
  if (connection.kind === 'simulator') {
    throw refused(
      'simulated',
      'The simulator’s prices are made up and stay as they are. No money changes hands.',
    )
  }
  if (price && (price.input === null || price.output === null)) {
    throw refused(
      'incomplete',
      'A price needs an amount for input and one for output. Enter both, 0 for free.',
    )
  }
  const from = await keepPrice(engine, who, {
    commandId,
    provider: priceProvider(connection),
    model,
    price,
  })
  return { priceVersion: price && `override:${commandId}`, from }
}

const testLimitMs = 20_000

/** One sentence about what a provider answers when it is asked for its models. */
export async function testConnection(
  ways: ModelConnections,
  connection: StoredConnection,
  signal: AbortSignal | undefined,
): Promise<{ ok: boolean; sentence: string; ms: number; models: string[] }> {
  const began = performance.now()
  const limit = AbortSignal.timeout(testLimitMs)
  const both = signal ? AbortSignal.any([signal, limit]) : limit
  const { failure, models } = await ways.to(connection).connection.check(both)
  const ms = Math.round(performance.now() - began)
  const sentence = failure
    ? `${failure.sentence} ${failure.remedy}`.trim()
    : `It answers, and offers ${models.length === 1 ? 'one model' : `${models.length} models`}.`
  return { ok: failure === null, sentence, ms, models }
}
