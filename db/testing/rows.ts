import type { Session } from '../engine'
import { rowsOf } from './databases'

/** The id, workspace and every reference of generated rows: with one row a table, all foreign keys hold. */
export const generatedId = '019a0000-0000-7000-8000-000000000001'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly check: string | null
}

const columnsSql = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)) as check
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and (c.relkind = 'r' or exists (select 1 from pg_inherits i where i.inhparent = c.oid))
    and a.attgenerated = '' and c.relname <> 'schema_migration'
  order by c.relname, a.attnum`

/**
 * Puts one row with a value in every column into every table that can take one, so that a migration meets data. Columns
 * restricted to words get the first word, all others one value for their type.
 */
export async function insertGeneratedRows(session: Session): Promise<void> {
  const tables = await columnsByTable(session)
  await session.exec('set session_replication_role = replica')
  for (const [table, columns] of tables) {
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    await session.exec(`insert into "${table}" (${names}) values (${columns.map(sampleOf).join(', ')})`)
  }
  await session.exec('set session_replication_role = origin')
}

/** Each table's rows as JSON, of the columns named by an earlier call (or of all). */
export async function tableContents(
  session: Session,
  columns?: ReadonlyMap<string, readonly string[]>,
): Promise<{ rows: Record<string, string>; columns: Map<string, readonly string[]> }> {
  const now = await columnsByTable(session)
  const asked =
    columns ?? new Map([...now].map(([table, list]) => [table, list.map((column) => column.name)] as const))
  const rows: Record<string, string> = {}
  for (const [table, names] of asked) {
    const list = names.map((name) => `"${name}"`).join(', ')
    rows[table] = JSON.stringify(await rowsOf(session, `select ${list} from "${table}" order by 1`))
  }
  return { rows, columns: new Map(asked) }
}

async function columnsByTable(session: Session): Promise<Map<string, Column[]>> {
  const tables = new Map<string, Column[]>()
  for (const column of await rowsOf<Column>(session, columnsSql)) {
    tables.set(column.table, [...(tables.get(column.table) ?? []), column])
  }
  return tables
}

function sampleOf({ type, check }: Column): string {
  const word = check?.match(/'([^']*)'::text/)?.[1]
  if (word !== undefined) return `'${word}'`
  if (type === 'uuid') return `'${generatedId}'`
  if (type === 'uuid[]') return `array['${generatedId}'::uuid]`
  if (type === 'boolean') return 'true'
  if (type === 'jsonb') return `'{"kept": [1, "ä"]}'`
  if (type === 'bytea') return `'\\x00ff'`
  if (type === 'tsvector') return `'word:1A'`
  if (type === 'vector') return `'[1]'`
  if (type === 'date') return `'2026-02-28'`
  if (type.startsWith('timestamp')) return `'2026-02-28 12:34:56.123456+00'`
  if (type === 'bigint[]') return 'array[1::bigint]'
  if (type === 'text[]') return `array['word']`
  if (/^(smallint|integer|bigint|numeric|real|double)/.test(type)) return '1'
  return `'word'`
}
