import { sql } from 'drizzle-orm'
import { date, index, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, long } from './columns'
import { entity } from './entity'
import { within } from './scope'
import { workspaceId } from './workspace'

/**
 * Sums and counts, never averages, so that one run more is one addition and refresh_read_model() gives the same
 * numbers. An unknown cost or duration adds to `runs` but not to `cost_known` or `duration_known`.
 */
const sums = () => ({
  runs: long().notNull().default(0),
  succeeded: long().notNull().default(0),
  failed: long().notNull().default(0),
  inputTokens: long().notNull().default(0),
  outputTokens: long().notNull().default(0),
  costSum: numeric().notNull().default('0'),
  costKnown: long().notNull().default(0),
  durationSumMs: numeric().notNull().default('0'),
  durationKnown: long().notNull().default(0),
})

const nobody = sql`'00000000-0000-0000-0000-000000000000'::uuid`

/** Per entity, over its finished runs and its ratings. */
export const entityStats = pgTable(
  'entity_stats',
  {
    workspaceId: workspaceId(),
    entityId: uuid().notNull(),
    ...sums(),
    ratingSum: long().notNull().default(0),
    ratingCount: long().notNull().default(0),
    lastUsedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.entityId] }),
    within('entity_stats_entity_fk', t, t.entityId, entity),
    index('entity_stats_used').on(t.workspaceId, t.lastUsedAt, t.entityId),
  ],
)

/** Per UTC day and the dimensions that dashboards ask for; a missing dimension is zeros or the empty text. */
export const dailyUsage = pgTable(
  'daily_usage',
  {
    workspaceId: workspaceId(),
    day: date().notNull(),
    kind: text().notNull(),
    entityId: uuid().notNull().default(nobody),
    accountId: uuid().notNull().default(nobody),
    provider: text().notNull().default(''),
    model: text().notNull().default(''),
    currency: text().notNull().default(''),
    ...sums(),
  },
  (t) => [
    primaryKey({
      columns: [t.workspaceId, t.day, t.kind, t.entityId, t.accountId, t.provider, t.model, t.currency],
    }),
    index('daily_usage_entity').on(t.workspaceId, t.entityId, t.day),
  ],
)

/** Per workspace, month and currency, over root runs: what a cost statement is made of. */
export const workspaceUsageSummary = pgTable(
  'workspace_usage_summary',
  {
    workspaceId: workspaceId(),
    month: date().notNull(),
    currency: text().notNull().default(''),
    ...sums(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.month, t.currency] })],
)
