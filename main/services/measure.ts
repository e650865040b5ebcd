import type { ModelChoice } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import { type Cost, priceSimulated, priceUsage } from '../../core/pricing/price'
import { getConnection, type StoredConnection } from '../../db/queries/connection'
import type { Caller } from '../caller'
import { contextWindow, priceTable } from '../pricing/catalog'
import type { TemplateService } from '../templates/service'
import { makePrompt } from './prompt'

interface Measure extends Pick<Cost, 'cost' | 'currency' | 'simulated'> {
  readonly tokens: number | null
  readonly exact: boolean
  readonly contextWindow: number | null
}

const unknown: Measure = {
  tokens: null,
  exact: false,
  cost: null,
  currency: 'USD',
  simulated: false,
  contextWindow: null,
}

/** Tokens of the prompt that would be sent, and their price; unknown while it cannot be rendered. */
export async function measurePrompt(
  templates: TemplateService,
  caller: Caller,
  document: TemplateDocument,
  values: Readonly<Record<string, unknown>>,
  choice: ModelChoice | null | undefined,
): Promise<Measure> {
  const connection = choice
    ? await getConnection(caller.engine, caller.who.workspaceId, choice.connectionId)
    : null
  const { messages } = await makePrompt(templates, caller, document, values)
  if (messages.length === 0) return unknown
  const model = choice?.model ?? document.settings.model ?? ''
  const texts = messages.map(({ text }) => text)
  const { tokens, exact } = await templates.countTokens(texts, connection?.kind ?? 'openai', model)
  if (!connection) return { ...unknown, tokens, exact }
  return {
    tokens,
    exact,
    ...(await costOf(connection, model, tokens)),
    contextWindow: await contextWindow(connection, model),
  }
}

/** What the prompt alone costs: how long the answer will be nobody knows. */
async function costOf(connection: StoredConnection, model: string, inputTokens: number) {
  const usage = {
    inputTokens,
    outputTokens: 0,
    cachedTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
  }
  const { cost, currency, simulated } =
    connection.kind === 'simulator'
      ? priceSimulated(usage, model)
      : priceUsage(usage, model, new Date(), { table: await priceTable(connection) })
  return { cost, currency, simulated }
}
