import type { Session } from '../engine'

/** Indexes and tables that can be checked, catalogues included. Temporary and unlogged ones hold nothing to keep. */
const checks = [
  {
    find: indexesOf('btree'),
    check: 'select bt_index_check($1::oid::regclass, true)',
  },
  {
    find: indexesOf('gin'),
    check: 'select gin_index_check($1::oid::regclass)',
  },
  {
    find: `select c.oid::int as oid, c.oid::regclass::text as name from pg_class c
           where c.relkind in ('r', 't', 'm') and c.relpersistence = 'p'`,
    check: 'select msg from verify_heapam($1::oid::regclass)',
  },
] as const

function indexesOf(method: 'btree' | 'gin'): string {
  return `select c.oid::int as oid, c.oid::regclass::text as name
          from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
          where a.amname = '${method}' and c.relkind = 'i' and c.relpersistence = 'p' and i.indisvalid`
}

/**
 * Checks every index against its table and every table's pages. Needs a superuser's session; makes the extension where
 * it is missing. Answers what is wrong, one sentence each; nothing when all is whole.
 */
export async function findDamage(session: Session): Promise<string[]> {
  await session.query('create extension if not exists amcheck')
  const damage: string[] = []
  for (const { find, check } of checks) {
    const { rows } = await session.query(find, [], { rowMode: 'array' })
    for (const row of rows) damage.push(...(await problemsOf(session, check, row)))
  }
  return damage
}

async function problemsOf(session: Session, check: string, found: unknown): Promise<string[]> {
  if (!Array.isArray(found)) return []
  const [oid, name] = found
  try {
    const { rows } = await session.query(check, [oid], { rowMode: 'array' })
    const messages = rows.map((row) => (Array.isArray(row) ? String(row[0] ?? '') : ''))
    return messages.filter((message) => message !== '').map((message) => `${name}: ${message}`)
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
