import { sql } from 'drizzle-orm'
import type { EntityDocument } from '../../contract/template'
import { canonicalJson } from '../../core/document/canonical'
import { type EdgeRow, type FlowRows, flowRows, type NodeRow } from '../../core/workflow/projection'
import { raw } from '../drizzle'
import type { Statement } from '../engine'
import type { Who } from './command'
import type { Prepared } from './prepared'

const noRows: FlowRows = { nodes: [], edges: [] }

const rowsOf = (document: EntityDocument | undefined): FlowRows =>
  document?.kind === 'workflow' ? flowRows(document) : noRows

/** Nodes and edges of a workflow as rows; only those that changed are written. */
export function flowProjection(who: Who, { change }: Prepared): Statement[] {
  if (change.document.kind !== 'workflow') return []
  const [before, after] = [rowsOf(change.before?.document), rowsOf(change.document)]
  const [nodes, edges] = [changes(before.nodes, after.nodes), changes(before.edges, after.edges)]
  // An edge goes before its node, and comes after it.
  return [
    ...remove(who, 'flow_edge', change.id, edges.gone),
    ...putNodes(who, owned(change.id, nodes.put)),
    ...putEdges(who, owned(change.id, edges.put)),
    ...remove(who, 'flow_node', change.id, nodes.gone),
  ]
}

/** The same of any number of new workflows, once all that they name is there. */
export function firstFlows(who: Who, made: readonly Prepared[]): Statement[] {
  const rows = made.map(({ change }) => ({ id: change.id, ...rowsOf(change.document) }))
  return [
    ...putNodes(
      who,
      rows.flatMap(({ id, nodes }) => owned(id, nodes)),
    ),
    ...putEdges(
      who,
      rows.flatMap(({ id, edges }) => owned(id, edges)),
    ),
  ]
}

function changes<R extends { readonly id: string }>(before: readonly R[], after: readonly R[]) {
  const known = new Map(before.map((row) => [row.id, row]))
  const stays = new Set(after.map(({ id }) => id))
  return {
    gone: before.filter(({ id }) => !stays.has(id)).map(({ id }) => id),
    put: after.filter((row) => {
      const was = known.get(row.id)
      return !was || canonicalJson(was) !== canonicalJson(row)
    }),
  }
}

type Owned<R> = R & { readonly workflowId: string }

const owned = <R>(workflowId: string, rows: readonly R[]): Owned<R>[] =>
  rows.map((row) => ({ ...row, workflowId }))

/** What is named and not in the library is no reference; the document goes on saying what was meant. */
function putNodes({ workspaceId }: Who, rows: readonly Owned<NodeRow>[]): Statement[] {
  if (rows.length === 0) return []
  const list = rows.map((row) => ({
    workflow_id: row.workflowId,
    id: row.id,
    type: row.type,
    label: row.label,
    x: row.x,
    y: row.y,
    width: row.width,
    height: row.height,
    colour: row.colour,
    icon: row.icon,
    config: row.config,
    template_id: row.templateId,
    template_version_id: row.templateVersionId,
    template_label: row.templateLabel,
    parent_node_id: row.parentNodeId,
  }))
  const workspace = sql`${workspaceId}::uuid`
  return [
    raw(sql`insert into flow_node (workspace_id, workflow_id, id, type, label, x, y, width, height, colour, icon,
        config, template_id, template_version_id, template_label, parent_node_id)
      select ${workspace}, r.workflow_id, r.id, r.type, r.label, r.x, r.y, r.width, r.height, r.colour, r.icon,
        r.config, e.id, r.template_version_id, r.template_label, r.parent_node_id
        from jsonb_populate_recordset(null::flow_node, ${JSON.stringify(list)}::jsonb) r
        left join entity e on e.workspace_id = ${workspace} and e.id = r.template_id
      on conflict (workspace_id, workflow_id, id) do update set type = excluded.type, label = excluded.label,
        x = excluded.x, y = excluded.y, width = excluded.width, height = excluded.height, colour = excluded.colour,
        icon = excluded.icon, config = excluded.config, template_id = excluded.template_id,
        template_version_id = excluded.template_version_id, template_label = excluded.template_label,
        parent_node_id = excluded.parent_node_id`),
  ]
}

function putEdges({ workspaceId }: Who, rows: readonly Owned<EdgeRow>[]): Statement[] {
  if (rows.length === 0) return []
  const list = rows.map((row) => ({
    workflow_id: row.workflowId,
    id: row.id,
    source_id: row.sourceId,
    source_port: row.sourcePort,
    target_id: row.targetId,
    target_port: row.targetPort,
    condition: row.condition,
    label: row.label,
  }))
  return [
    raw(sql`insert into flow_edge (workspace_id, workflow_id, id, source_id, source_port, target_id, target_port,
        condition, label)
      select ${workspaceId}::uuid, r.workflow_id, r.id, r.source_id, r.source_port, r.target_id, r.target_port,
        r.condition, r.label
        from jsonb_populate_recordset(null::flow_edge, ${JSON.stringify(list)}::jsonb) r
      on conflict (workspace_id, workflow_id, id) do update set source_id = excluded.source_id,
        source_port = excluded.source_port, target_id = excluded.target_id, target_port = excluded.target_port,
        condition = excluded.condition, label = excluded.label`),
  ]
}

function remove(
  { workspaceId }: Who,
  table: 'flow_node' | 'flow_edge',
  workflowId: string,
  ids: readonly string[],
): Statement[] {
  if (ids.length === 0) return []
  return [
    raw(sql`delete from ${sql.raw(table)} where workspace_id = ${workspaceId}::uuid
      and workflow_id = ${workflowId}::uuid and id = any(${`{${ids.join(',')}}`}::uuid[])`),
  ]
}
