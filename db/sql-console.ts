import { DbError, type Engine, type QueryResult, type Session } from './engine'
import { rolledBack } from './rolled-back'
import { plainRow, sizeOf } from './sql-console-values'
import { mustBeReading } from './sql-text'

export interface SqlQuestion {
  /** One SELECT, VALUES, TABLE or WITH ... SELECT. */
  readonly text: string
  /** Milliseconds; past them the worker is ended and reopened. */
  readonly limitMs: number
  readonly maxRows: number
  readonly signal?: AbortSignal
}

export interface SqlAnswer {
  readonly columns: readonly string[]
  /** Values as JSON knows them; the rest as PostgreSQL writes it. */
  readonly rows: readonly (readonly unknown[])[]
  /** There were more rows than `maxRows`, or than fit into 8 MB. */
  readonly truncated: boolean
}

/** Rows taken from the cursor at a time. */
const step = 100
const mostBytes = 8 * 1024 * 1024
/** Sorts and the like beyond memory go to files; a runaway one must not fill the disk. Superusers may set it. */
const mostTemporary = '256MB'
/** Temporal types, as PostgreSQL writes them: a Date knows neither microseconds nor infinity. */
const asWritten = [1082, 1083, 1114, 1184, 1186, 1266]

const prepared = new WeakMap<Engine, Promise<void>>()
let asked = 0

/**
 * Answers one reading statement over one workspace. The statement stands behind `DECLARE ... CURSOR FOR`, where the
 * grammar takes nothing but a query; it runs READ ONLY as role `app_reader`, which may call no function that acts;
 * and the transaction is always rolled back, so that nothing of it stays in the session.
 * @throws DbError: sql (PostgreSQL refused it; `position` counts from 1 in the text), timeout, cancelled, misuse (it
 * was refused before it reached the engine, or one row is larger than 8 MB)
 */
export async function readSql(
  engine: Engine,
  workspaceId: string,
  question: SqlQuestion,
): Promise<SqlAnswer> {
  mustBeReading(question.text)
  await prepare(engine)
  const { limitMs, signal } = question
  return rolledBack(
    engine,
    async (session) => {
      await enter(session, workspaceId)
      await mustBeInside(session, workspaceId)
      const answer = await fetchRows(session, question)
      await mustBeInside(session, workspaceId)
      return answer
    },
    { limitMs, ...(signal ? { signal } : {}) },
  )
}

/** Once for each engine; a no-op on a vault whose console was used before. */
function prepare(engine: Engine): Promise<void> {
  const known = prepared.get(engine)
  if (known) return known
  const begun = engine.transaction(async (session) => {
    await session.query('set local role none')
    await session.query('select prepare_console()')
  })
  prepared.set(engine, begun)
  begun.catch(() => prepared.delete(engine))
  return begun
}

async function enter(session: Session, workspaceId: string): Promise<void> {
  await session.query('set transaction read only')
  await session.query('set local role none')
  await session.query(`set local temp_file_limit = '${mostTemporary}'`)
  await session.query(
    "select set_config('app.workspace', $1, true), set_config('app.directory', 'off', true)",
    [workspaceId],
  )
  await session.query('set local role app_reader')
}

/** Asked before the statement and after it, so that rows leave only where every wall stood. */
async function mustBeInside(session: Session, workspaceId: string): Promise<void> {
  const { rows } = await session.query(
    `select current_user::text, current_setting('app.workspace'), current_setting('app.directory'),
       current_setting('transaction_read_only'), has_function_privilege('set_config(text, text, boolean)', 'execute')`,
    [],
    { rowMode: 'array' },
  )
  const expected = ['app_reader', workspaceId, 'off', 'on', false]
  if (JSON.stringify(rows[0]) === JSON.stringify(expected)) return
  throw new DbError(
    'misuse',
    'The console could not be kept to its workspace, so nothing was shown. Start the studio again.',
  )
}

async function fetchRows(session: Session, { text, maxRows }: SqlQuestion): Promise<SqlAnswer> {
  asked += 1
  // A name of its own each time: a cached FETCH remembers the columns of its cursor.
  const cursor = `console_${asked}`
  await declare(session, cursor, text)
  const rows: unknown[][] = []
  let bytes = 0
  for (;;) {
    const batch = await fetch(session, cursor)
    const columns = batch.fields.map(({ name }) => name)
    for (const found of batch.rows) {
      const row = plainRow(found)
      bytes += sizeOf(row)
      if (rows.length === maxRows || (bytes > mostBytes && rows.length > 0)) {
        return { columns, rows, truncated: true }
      }
      if (bytes > mostBytes) throw tooLarge()
      rows.push(row)
    }
    if (batch.rows.length < step) return { columns, rows, truncated: false }
  }
}

async function declare(session: Session, cursor: string, text: string): Promise<void> {
  const before = `declare ${cursor} no scroll cursor without hold for\n`
  try {
    await session.query(before + text)
  } catch (error) {
    throw error instanceof DbError ? placedIn(error, before.length) : error
  }
}

function fetch(session: Session, cursor: string): Promise<QueryResult> {
  return session.query(`fetch forward ${step} from ${cursor}`, [], { rowMode: 'array', rawTypes: asWritten })
}

/** The user's text begins after ours. */
function placedIn(error: DbError, offset: number): DbError {
  const { position, ...fields } = error.fields
  if (position === undefined) return error
  return new DbError(error.kind, error.message, { ...fields, position: String(Number(position) - offset) })
}

function tooLarge(): DbError {
  return new DbError(
    'misuse',
    'One row is larger than 8 MB. Select fewer columns, or cut long texts with left(column, 1000).',
  )
}
