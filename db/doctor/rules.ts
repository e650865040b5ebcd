import type { Session } from '../engine'
import { brokenFlows } from './flow-rule'
import { type Check, finding, fine, restoreRemedy } from './result'
import { column } from './steps'

interface Rule {
  readonly name: string
  /** The rows that break it, by id. */
  readonly sql: string
  readonly fine: string
  /** Ends the sentence "12 items ...". */
  readonly broken: string
  readonly remedy: string
}

const repair = 'Save the items named once more: that writes these rows anew.'

/** Runs outlive what they ran: where that was deleted for good, the trail says so. */
const purged = `select 1 from event p where p.workspace_id = x.workspace_id and p.entity_id = x.entity_id
                   and p.action = 'items.purge'`

/** Each holds in every workspace, at any time. */
const rules: readonly Rule[] = [
  {
    name: 'heads',
    sql: `select e.id from entity e
            left join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id
           where v.id is null or v.entity_id <> e.id or v.state <> 'head' or v.valid_to is not null
              or v.title <> e.title or v.number <> e.number or v.deleted <> (e.deleted_at is not null)`,
    fine: 'Every item agrees with its newest version.',
    broken: 'have no newest version, or do not agree with it',
    remedy: restoreRemedy,
  },
  {
    name: 'events',
    // A month of the trail may have left; versions of that time are not missed.
    sql: `select v.id from entity_version v
           where not exists (select 1 from event x where x.workspace_id = v.workspace_id and x.version_id = v.id)
             and v.valid_from >= coalesce(
               (select min(x.at) from event x where x.workspace_id = v.workspace_id), '-infinity')`,
    fine: 'Every version is in the trail.',
    broken: 'versions are not in the trail',
    remedy: restoreRemedy,
  },
  {
    name: 'contents',
    sql: `select v.content_hash from entity_version v
           where not exists (select 1 from content c where c.workspace_id = v.workspace_id and c.hash = v.content_hash)
          union
          select h.hash from execution_content x
           cross join lateral (values (x.prompt_hash), (x.response_hash), (x.reasoning_hash), (x.tool_calls_hash),
             (x.values_hash)) h (hash)
           where h.hash is not null
             and not exists (select 1 from content c where c.workspace_id = x.workspace_id and c.hash = h.hash)`,
    fine: 'Every version and run has its texts.',
    broken: 'texts of versions or runs are missing',
    remedy: restoreRemedy,
  },
  {
    name: 'runs',
    // No foreign key points into a partitioned table, nor out of one whose months leave.
    sql: `select x.id from execution x
           where x.entity_id is not null
             and not exists (select 1 from entity e where e.workspace_id = x.workspace_id and e.id = x.entity_id)
             and not exists (${purged})
          union
          select x.id from execution x
           where x.version_id is not null
             and not exists (select 1 from entity_version v where v.workspace_id = x.workspace_id and v.id = x.version_id)
             and not exists (${purged})
          union
          select c.execution_id from execution_content c
           where not exists (select 1 from execution x where x.workspace_id = c.workspace_id and x.id = c.execution_id)
          union
          select m.execution_id from execution_metric m
           where not exists (select 1 from execution x where x.workspace_id = m.workspace_id and x.id = m.execution_id)`,
    fine: 'Runs, their contents and metrics name what is there.',
    broken: 'runs name something that is not there',
    remedy: restoreRemedy,
  },
  {
    name: 'variables',
    sql: `select e.id from entity e
           where e.type in ('template', 'context')
             and coalesce((select array_agg(x.name order by x.name collate "C") from variable x
                            where x.workspace_id = e.workspace_id and x.entity_id = e.id), '{}')
              <> coalesce((select array_agg(distinct d ->> 'name' collate "C" order by d ->> 'name' collate "C")
                             from jsonb_array_elements(e.doc -> 'variables') d), '{}')`,
    fine: 'Variables are those of the documents.',
    broken: 'items have other variables than their document',
    remedy: repair,
  },
  {
    name: 'workflows',
    sql: brokenFlows,
    fine: 'Nodes, edges and uses are those of the workflows.',
    broken: 'workflows have other nodes, edges or uses than their document',
    remedy: repair,
  },
  {
    name: 'links',
    sql: `select e.id from entity e
           where array(select r.target_id from relationship r where r.workspace_id = e.workspace_id
                         and r.source_id = e.id and r.type = 'part_of' and r.valid_to is null)
              <> case when e.parent_id is null then '{}' else array[e.parent_id] end`,
    fine: 'Every item is linked to its place.',
    broken: 'items are linked to another place than theirs',
    remedy: 'Move the items named to another place and back: that writes the link anew.',
  },
  {
    name: 'search',
    sql: `select e.id from entity e
            left join search_document s
              on s.workspace_id = e.workspace_id and s.source = 'entity' and s.source_id = e.id
           where s.title is distinct from e.title or s.tsv is null`,
    fine: 'Search knows every item.',
    broken: 'items are not found by search, or by an old title',
    remedy: repair,
  },
]

const mostNamed = 3

export function ruleChecks(session: Session): Check[] {
  return rules.map(({ name, sql, fine: sentence, broken, remedy }) => ({
    name,
    look: async () => {
      const ids = await column(session, `select id::text from (${sql}) as broken (id) order by 1 limit 1000`)
      if (ids.length === 0) return fine(sentence)
      const named = ids.slice(0, mostNamed).join(', ')
      return finding(`${ids.length < 1000 ? ids.length : 'Over 1000'} ${broken}: ${named}.`, remedy)
    },
  }))
}
