import { DbError, type Session } from '../engine'
import type { BoundSession } from './bound-session'

/**
 * Runs `work` between BEGIN and COMMIT. A time limit or abort that comes while `work` thinks rolls back; one that
 * comes while a statement runs ends the worker.
 */
export async function inTransaction<T>(
  session: BoundSession,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  await session.query('begin')
  const expiry = expiryOf(session)
  try {
    const result = await Promise.race([work(session), expiry.passed])
    await commit(session)
    return result
  } catch (error) {
    // A dead worker took its transaction with it.
    if (session.link.alive && session.link.status !== 'I')
      await session.query('rollback', [], { limitMs: 5_000 })
    throw error
  } finally {
    expiry.clear()
  }
}

/** PostgreSQL answers COMMIT of a failed transaction with a friendly ROLLBACK: the caller must not take it for done. */
async function commit(session: BoundSession): Promise<void> {
  const { results } = await session.run([{ sql: 'commit' }])
  if (results[0]?.tag === 'COMMIT') return
  const message =
    'The transaction was rolled back: a statement in it had failed and the failure was passed over.'
  throw new DbError('sql', message, { code: '25P02' })
}

function expiryOf({ limits, link }: BoundSession) {
  const { limitMs, signal } = limits
  let clear = () => {}
  const passed = new Promise<never>((_, reject) => {
    const expire = (kind: 'timeout' | 'cancelled', message: string) => {
      reject(new DbError(kind, message))
      if (link.busy) void link.end(kind, message)
    }
    const abort = () => expire('cancelled', 'The transaction was cancelled.')
    const timer = setTimeout(
      () => expire('timeout', `The transaction took longer than ${limitMs} ms.`),
      limitMs,
    )
    signal?.addEventListener('abort', abort, { once: true })
    clear = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  })
  return { passed, clear: () => clear() }
}

/** Runs `work` as superuser and steps down to the role of before; a session that cannot step down is ended. */
export async function asSuperuser<T>(
  session: BoundSession,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { rows } = await session.query("select current_setting('role') as role")
  const role = roleIn(rows)
  await session.query('reset role')
  try {
    return await work(session)
  } finally {
    if (session.link.alive) await stepDown(session, role)
  }
}

async function stepDown(session: BoundSession, role: string): Promise<void> {
  try {
    if (session.link.status !== 'I') await session.exec('rollback')
    await session.query("select set_config('role', $1, false)", [role])
  } catch (error) {
    await session.link.end('crashed', 'The session could not give its rights back and was ended.')
    throw error
  }
}

function roleIn(rows: readonly unknown[]): string {
  const row = rows[0]
  return typeof row === 'object' && row !== null && 'role' in row ? String(row.role) : 'none'
}
