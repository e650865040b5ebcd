import type { Session } from '../engine'
import { rowsOf } from './databases'

/** What a database is made of, as sorted lines of text by kind: two databases are alike where these are equal. */
export type Catalogue = Readonly<Record<string, readonly string[]>>

/** Objects that an extension brought belong to the extension, not to us. */
const notOfExtension = (oid: string, catalog: string) =>
  `not exists (select 1 from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

const ours = "'public'::regnamespace"

const parts = {
  tables: `
    select format('%s %s rls=%s forced=%s options=%s key=%s bound=%s', relkind, relname, relrowsecurity,
      relforcerowsecurity, reloptions, pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid)) as line
    from pg_class c where relnamespace = ${ours} and relkind in ('r', 'p', 'v', 'm', 'S')
      and ${notOfExtension('c.oid', 'pg_class')}`,
  columns: `
    select format('%s.%s %s notnull=%s default=%s collation=%s generated=%s', c.relname, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
      a.attcollation::regcollation, a.attgenerated) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
      and ${notOfExtension('c.oid', 'pg_class')}`,
  indexes: `
    select format('%s valid=%s', pg_get_indexdef(i.indexrelid), i.indisvalid) as line
    from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = ${ours}`,
  // Since PostgreSQL 18 NOT NULL is a constraint too; the columns' lines hold it for every version.
  constraints: `
    select format('%s %s %s validated=%s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) as line
    from pg_constraint where connamespace = ${ours} and conrelid <> 0 and contype <> 'n'`,
  policies: `
    select format('%s %s %s %s %s using=%s check=%s', tablename, policyname, permissive, roles, cmd, qual, with_check)
      as line from pg_policies where schemaname = 'public'`,
  // PostgreSQL 15 writes "table.column" where 18 writes "column".
  views: `
    select format('%s %s', relname, regexp_replace(pg_get_viewdef(oid, true), '\\m[a-z_]+\\.', '', 'g')) as line
    from pg_class c where relnamespace = ${ours} and relkind in ('v', 'm') and ${notOfExtension('c.oid', 'pg_class')}`,
  functions: `
    select pg_get_functiondef(oid) as line from pg_proc p
    where pronamespace = ${ours} and prokind in ('f', 'p') and ${notOfExtension('p.oid', 'pg_proc')}`,
  triggers: `
    select pg_get_triggerdef(t.oid) as line from pg_trigger t where not tgisinternal`,
  table_grants: `
    select format('%s %s to %s', c.relname, g.privilege_type, g.grantee::regrole) as line
    from pg_class c, aclexplode(c.relacl) g
    where c.relnamespace = ${ours} and g.grantee <> c.relowner and ${notOfExtension('c.oid', 'pg_class')}`,
  column_grants: `
    select format('%s.%s %s to %s', c.relname, a.attname, g.privilege_type, g.grantee::regrole) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) g
    where c.relnamespace = ${ours}`,
  function_grants: `
    select format('%s public=%s', p.oid::regprocedure, has_function_privilege('app', p.oid, 'execute')) as line
    from pg_proc p where pronamespace = ${ours} and ${notOfExtension('p.oid', 'pg_proc')}`,
  extensions: `
    select extname::text as line from pg_extension`,
  text_search: `
    select format('%s %s %s %s', c.cfgname, t.alias, m.mapseqno, d.dictname) as line
    from pg_ts_config c join pg_ts_config_map m on m.mapcfg = c.oid join pg_ts_dict d on d.oid = m.mapdict
      join ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
    where c.cfgnamespace = ${ours}`,
  role: `
    select format('%s super=%s inherit=%s login=%s bypass=%s', rolname, rolsuper, rolinherit, rolcanlogin, rolbypassrls)
      as line from pg_roles where rolname = 'app'`,
  migrations: `
    select format('%s %s %s', kind, name, hash) as line from schema_migration`,
}

export async function catalogue(session: Session): Promise<Catalogue> {
  const lines: Record<string, string[]> = {}
  for (const [kind, sql] of Object.entries(parts)) {
    const rows = await rowsOf<{ line: string }>(session, sql)
    lines[kind] = rows.map((row) => row.line).sort()
  }
  return lines
}

/** The lines that only one of the two has; empty where they are alike. */
export function difference(left: Catalogue, right: Catalogue): string[] {
  const only = (sign: string, a: Catalogue, b: Catalogue) =>
    Object.entries(a).flatMap(([kind, lines]) =>
      lines.filter((line) => !b[kind]?.includes(line)).map((line) => `${sign} ${kind}: ${line}`),
    )
  return [...only('-', left, right), ...only('+', right, left)]
}

/** The catalogue as a server without pgvector has it. */
export function withoutVector(whole: Catalogue): Catalogue {
  const vector = /(?<!ts)vector|search_similar_entities|functions similar /
  return Object.fromEntries(
    Object.entries(whole).map(([kind, lines]) => [kind, lines.filter((line) => !vector.test(line))]),
  )
}
