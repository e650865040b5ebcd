import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { Command, Sweep, Who } from './command'
import { commandInstant as now } from './functions'

/** All of an item's state: what it keeps in the trash and on the way back. */
const kept = sql.raw(
  `parent_id, title, description, slug, status, visibility, classification, requires_approval, tags, category,
   sort_key, pinned, colour, icon, owner_id, replaced_by`,
)

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`

/**
 * Sends any number of items to the trash, or brings them back, by as many statements as for one: each gets its
 * version, its status and its event. No row version is checked: whatever was saved last goes along.
 */
export function sweepRows(who: Who, command: Command, { ids, deleted }: Sweep): Statement[] {
  if (ids.length === 0) return []
  const workspace = sql`${who.workspaceId}::uuid`
  const account = sql`${who.accountId}::uuid`
  const device = sql`${who.deviceId}::uuid`
  const versionIds = ids.map(() => uuidv7())
  const heads = sql`unnest(${uuids(ids)}, ${uuids(versionIds)}) as s (id, version_id)
    join entity e on e.workspace_id = ${workspace} and e.id = s.id`
  const fields = JSON.stringify([{ path: 'deleted', old: !deleted, new: deleted }])
  return [
    raw(sql`select id from entity where workspace_id = ${workspace} and id = any(${uuids(ids)}) for update`),
    raw(sql`update entity_version v set valid_to = ${now}, state = 'past' from ${heads}
      where v.workspace_id = ${workspace} and v.id = e.head_version_id`),
    raw(sql`insert into entity_version (workspace_id, id, entity_id, branch_id, number, semver, kind, ${kept}, deleted,
        content_hash, parents, author_id, device_id, authored_at, valid_from)
      select e.workspace_id, s.version_id, e.id, e.id, e.number, e.semver, 'place', ${ofHead}, ${deleted}::boolean,
        v.content_hash, array[v.id], ${account}, ${device}, ${now}, ${now}
        from ${heads} join entity_version v on v.workspace_id = e.workspace_id and v.id = e.head_version_id`),
    raw(sql`insert into version_status (workspace_id, id, version_id, status, account_id, valid_from)
      select e.workspace_id, t.id, s.version_id, e.status, ${account}, ${now}
        from ${heads} join unnest(${uuids(ids)}, ${uuids(ids.map(() => uuidv7()))}) as t (entity_id, id)
          on t.entity_id = e.id`),
    raw(sql`update branch b set head_version_id = s.version_id from ${heads}
      where b.workspace_id = ${workspace} and b.id = e.id`),
    raw(sql`update entity e set head_version_id = s.version_id, row_version = e.row_version + 1,
        updated_at = ${now}, updated_by = ${account},
        deleted_at = ${deleted ? now : sql`null`}, deleted_by = ${deleted ? account : sql`null`}
        from unnest(${uuids(ids)}, ${uuids(versionIds)}) as s (id, version_id)
       where e.workspace_id = ${workspace} and e.id = s.id`),
    raw(sql`select append_event(${workspace}, s.event_id, ${device}, ${who.door}::text, ${account},
        ${command.action}::text, s.id, s.version_id, ${command.id}::uuid, ${fields}::jsonb)
        from unnest(${uuids(ids)}, ${uuids(versionIds)}, ${uuids(ids.map(() => uuidv7()))})
          as s (id, version_id, event_id)`),
  ]
}

const ofHead = sql.raw(
  `e.parent_id, e.title, e.description, e.slug, e.status, e.visibility, e.classification, e.requires_approval, e.tags,
   e.category, e.sort_key, e.pinned, e.colour, e.icon, e.owner_id, e.replaced_by`,
)
