/** Workflows whose nodes, edges or uses are not those of their document. An id counts once. */
export const brokenFlows = `
  select e.id from entity e
   where e.type = 'workflow'
     and (coalesce((select array_agg(concat_ws(' ', n.id, n.type, n.x, n.y, n.config) order by n.id)
                      from flow_node n where n.workspace_id = e.workspace_id and n.workflow_id = e.id), '{}')
       <> coalesce((select array_agg(concat_ws(' ', d.id, d.node ->> 'kind', (d.node ->> 'x')::float8,
                             (d.node ->> 'y')::float8, d.node -> 'settings') order by d.id)
                      from (select distinct on (1) (value ->> 'id')::uuid as id, value as node
                              from jsonb_array_elements(e.doc -> 'nodes') with ordinality
                             order by 1, ordinality) d), '{}')
      or coalesce((select array_agg(concat_ws(' ', f.id, f.source_id, f.source_port, f.target_id, f.target_port)
                             order by f.id)
                      from flow_edge f where f.workspace_id = e.workspace_id and f.workflow_id = e.id), '{}')
       <> coalesce((select array_agg(concat_ws(' ', d.id, d.edge ->> 'source', d.edge ->> 'sourcePort',
                             d.edge ->> 'target', d.edge ->> 'targetPort') order by d.id)
                      from (select distinct on (1) (value ->> 'id')::uuid as id, value as edge
                              from jsonb_array_elements(e.doc -> 'edges') with ordinality
                             order by 1, ordinality) d
                     where exists (select 1 from flow_node n where n.workspace_id = e.workspace_id
                                     and n.workflow_id = e.id and n.id = (d.edge ->> 'source')::uuid)
                       and exists (select 1 from flow_node n where n.workspace_id = e.workspace_id
                                     and n.workflow_id = e.id and n.id = (d.edge ->> 'target')::uuid)), '{}')
      or array(select r.target_id from relationship r where r.workspace_id = e.workspace_id
                  and r.source_id = e.id and r.type = 'uses' and r.valid_to is null order by 1)
       <> array(select distinct n.template_id from flow_node n where n.workspace_id = e.workspace_id
                  and n.workflow_id = e.id and n.type in ('template', 'subworkflow')
                  and n.template_id <> e.id order by 1))`
