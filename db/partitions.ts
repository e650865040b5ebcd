import type { Session } from './engine'

/** The month before (imports, a clock that was behind), this one, and the next ones; counted from this one. */
export const monthsAround: readonly number[] = [0, -1, 1, 2, 3]

/**
 * Makes the partitions of these months that are missing. Needs a superuser. A row that comes before its month's
 * partition waits in the default one and is moved.
 */
export async function makePartitions(session: Session, months = monthsAround): Promise<void> {
  for (const month of months) {
    const at = 'now() + make_interval(months => $1)'
    await session.query(`select ensure_partitions(${at}, ${at})`, [month])
  }
}
