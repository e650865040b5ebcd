import { canonicalJson } from '../../core/document/canonical'
import { brokenFlows } from '../doctor/flow-rule'
import type { Engine, Statement } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'
import { sha256 } from '../write/content'

/** What holds in every workspace after every command; each query gives the rows that break it. */
const rules: Readonly<Record<string, string>> = {
  'the head is the one open version of main and agrees with its entity': `
    select e.id from entity e left join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id
     where v.id is null or v.state <> 'head' or v.valid_to is not null or v.entity_id <> e.id
        or (v.title, v.sort_key, v.status, v.tags, v.number, v.semver, v.deleted)
           is distinct from (e.title, e.sort_key, e.status, e.tags, e.number, e.semver, e.deleted_at is not null)
        or v.parent_id is distinct from e.parent_id or v.slug is distinct from e.slug
        or v.description is distinct from e.description`,
  'main points at the head': `
    select e.id from entity e left join branch b on b.workspace_id = e.workspace_id and b.id = e.id
     where b.head_version_id is distinct from e.head_version_id`,
  'every version but the head ends where the next begins, and is its parent': `
    select v.id from (
      select v.*, lead(valid_from) over chain as next_from, lag(id) over chain as before_id
        from entity_version v window chain as (partition by branch_id order by valid_from)) v
     where v.valid_to is distinct from v.next_from or (v.next_from is not null) <> (v.state = 'past')
        or v.parents is distinct from case when v.before_id is null then '{}' else array[v.before_id] end`,
  'the row version counts the versions': `
    select e.id from entity e
     where e.row_version <> (select count(*) from entity_version v where v.workspace_id = e.workspace_id and v.entity_id = e.id)`,
  'every version has one event, of the same instant, and every event its version': `
    select coalesce(v.id, x.version_id) from entity_version v
      full join (select * from event e where e.version_id is not null and not exists (
          select 1 from event p where p.workspace_id = e.workspace_id and p.entity_id = e.entity_id
             and p.action = 'items.purge')) x
        on x.workspace_id = v.workspace_id and x.version_id = v.id
     where v.id is null or x.id is null or x.at <> v.valid_from or x.entity_id <> v.entity_id
    union all select version_id from event where version_id is not null group by version_id having count(*) > 1`,
  'every version has the status it began with': `
    select v.id from entity_version v
     where 1 <> (select count(*) from version_status s where s.workspace_id = v.workspace_id
       and s.version_id = v.id and s.valid_to is null and s.status = v.status and s.valid_from = v.valid_from)`,
  'every version has its content': `
    select v.id from entity_version v left join content c on c.workspace_id = v.workspace_id and c.hash = v.content_hash
     where c.hash is null`,
  'variables are those of the head document': `
    select e.id from entity e
     where e.type in ('template', 'context')
       and coalesce((select array_agg(x.name order by x.name) from variable x where x.workspace_id = e.workspace_id and x.entity_id = e.id), '{}')
        <> coalesce((select array_agg(distinct d ->> 'name' order by d ->> 'name') from jsonb_array_elements(e.doc -> 'variables') d), '{}')`,
  'nodes, edges and uses are those of the workflow': brokenFlows,
  'the place is a link too': `
    select e.id from entity e
     where array(select r.target_id from relationship r where r.workspace_id = e.workspace_id and r.source_id = e.id
                  and r.type = 'part_of' and r.valid_to is null)
        <> case when e.parent_id is null then '{}' else array[e.parent_id] end`,
  'search knows the title': `
    select e.id from entity e
      left join search_document s on s.workspace_id = e.workspace_id and s.source = 'entity' and s.source_id = e.id
     where s.title is distinct from e.title or s.tsv is null`,
  'a command and its events share an instant': `
    select x.id from event x join command c on c.workspace_id = x.workspace_id and c.id = x.command_id where c.at <> x.at`,
  'the trail verifies': 'select event_id from verify_event_chain(current_workspace())',
}

/** The names of the rules that do not hold in a workspace, with one row that breaks each. */
export async function brokenRules(engine: Engine, workspaceId: string): Promise<string[]> {
  const statements: Statement[] = Object.values(rules).map((sql) => ({ sql: `${sql} limit 1` }))
  const results = await engine.pipeline([workspaceSetting(workspaceId), ...statements], { rowMode: 'array' })
  const broken = Object.keys(rules).flatMap((rule, index) => {
    const row = results[index + 1]?.rows[0]
    return row === undefined ? [] : [`${rule}: ${JSON.stringify(row)}`]
  })
  return [
    ...broken,
    ...(await brokenHashes(engine, workspaceId)),
    ...(await brokenFigures(engine, workspaceId)),
  ]
}

/** The head's document is the content that its version names. */
async function brokenHashes(engine: Engine, workspaceId: string): Promise<string[]> {
  const [, heads] = await engine.pipeline(
    [
      workspaceSetting(workspaceId),
      {
        sql: `select e.id, e.doc, v.content_hash from entity e
          join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id`,
      },
    ],
    { rowMode: 'array' },
  )
  return (heads?.rows ?? []).flatMap((row) => {
    const [id, doc, hash] = Array.isArray(row) ? row : []
    return sha256(canonicalJson(doc)) === hash ? [] : [`the document is its version's content: ${String(id)}`]
  })
}

/** The running sums are those that a rebuild gives. */
async function brokenFigures(engine: Engine, workspaceId: string): Promise<string[]> {
  const tables = ['entity_stats', 'daily_usage', 'workspace_usage_summary']
  const read = async (first: readonly Statement[]) => {
    const all = [
      workspaceSetting(workspaceId),
      ...first,
      ...tables.map((table) => ({
        sql: `select * from ${table} order by t::text`.replace('t::text', `${table}::text`),
      })),
    ]
    return (await engine.pipeline(all)).slice(1 + first.length).map((result) => JSON.stringify(result.rows))
  }
  const kept = await read([])
  const rebuilt = await read([{ sql: 'select refresh_read_model()' }])
  return tables
    .filter((_, index) => kept[index] !== rebuilt[index])
    .map((table) => `${table} equals a rebuild`)
}
