import { uuidv7 } from 'uuidv7'
import { storableText } from '../../core/document/canonical'
import { getRun } from '../../db/queries/run'
import { record } from '../../db/record'
import type { Metric } from '../../db/record/batch'
import type { Caller } from '../caller'
import { notFound } from '../failure'

/**
 * Rates a run or comments on it. What was said before stays in the vault; the newest counts. A finished run is frozen,
 * which this is not a part of.
 */
export async function rateRun(
  { engine, who }: Caller,
  input: {
    readonly commandId: string
    readonly id: string
    readonly rating?: number | null | undefined
    readonly comment?: string | null | undefined
  },
): Promise<{ rating: number | null; comment: string | null }> {
  const { commandId, id, rating, comment } = input
  const run = await getRun(engine, who.workspaceId, id)
  if (!run) throw notFound('run', id)
  const about = { executionId: id, unit: null, source: 'user' as const }
  const metrics: Metric[] = [
    ...(rating === undefined ? [] : [{ ...about, id: uuidv7(), name: 'rating', value: rating ?? 0 }]),
    ...(comment === undefined
      ? []
      : [{ ...about, id: uuidv7(), name: 'comment', value: 1, note: storableText(comment ?? '').trim() }]),
  ]
  if (metrics.length > 0) await record(engine, who, { commandId, metrics })
  return {
    rating: rating === undefined ? run.rating : rating,
    comment: comment === undefined ? run.comment : comment?.trim() || null,
  }
}
