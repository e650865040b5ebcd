-- Reading the past and the links between things. All name their workspace, so that they mean the same to a superuser.

-- An entity's versions of every branch, newest first. p_places: moves and renames too.
CREATE OR REPLACE FUNCTION get_entity_history(p_entity uuid, p_places boolean DEFAULT false)
RETURNS SETOF entity_version LANGUAGE sql STABLE AS $$
  SELECT v.* FROM entity_version v
   WHERE v.workspace_id = current_workspace() AND v.entity_id = p_entity
     AND (p_places OR v.kind = 'content')
   ORDER BY v.number DESC, v.id DESC
$$;

-- The version of main that was in force at an instant, with the status it had then. No row before its creation;
-- `deleted` tells where it lay in the trash. Main's branch id is the entity's id.
CREATE OR REPLACE FUNCTION entity_as_of(p_entity uuid, p_at timestamptz)
RETURNS SETOF entity_version LANGUAGE sql STABLE AS $$
  SELECT then_.* FROM entity_version v
    LEFT JOIN LATERAL (
      SELECT s.status FROM version_status s
       WHERE s.workspace_id = v.workspace_id AND s.version_id = v.id
         AND s.valid_from <= p_at AND (s.valid_to IS NULL OR s.valid_to > p_at)
       ORDER BY s.valid_from DESC LIMIT 1) s ON true
   CROSS JOIN LATERAL jsonb_populate_record(
      v, jsonb_build_object('status', coalesce(s.status, v.status))) AS then_
   WHERE v.workspace_id = current_workspace() AND v.branch_id = p_entity AND v.state <> 'kept_conflict'
     AND v.valid_from <= p_at AND (v.valid_to IS NULL OR v.valid_to > p_at)
$$;

-- The links around an entity, up to p_depth steps: `out` follows what it needs, `in` what needs it.
CREATE OR REPLACE FUNCTION get_entity_graph(p_entity uuid, p_depth int DEFAULT 2)
RETURNS TABLE (direction text, depth int, relationship_id uuid, source_id uuid, target_id uuid,
               type text, strength real)
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE walk (direction, at_id, depth) AS (
    SELECT d.direction, p_entity, 0 FROM (VALUES ('out'), ('in')) d (direction)
    UNION
    SELECT w.direction, CASE w.direction WHEN 'out' THEN r.target_id ELSE r.source_id END, w.depth + 1
      FROM walk w
      JOIN relationship r ON r.workspace_id = current_workspace() AND r.valid_to IS NULL
       AND ((w.direction = 'out' AND r.source_id = w.at_id) OR (w.direction = 'in' AND r.target_id = w.at_id))
     WHERE w.depth < p_depth
  )
  SELECT w.direction, min(w.depth) + 1, r.id, r.source_id, r.target_id, r.type, r.strength
    FROM walk w
    JOIN relationship r ON r.workspace_id = current_workspace() AND r.valid_to IS NULL
     AND ((w.direction = 'out' AND r.source_id = w.at_id) OR (w.direction = 'in' AND r.target_id = w.at_id))
   WHERE w.depth < p_depth
   GROUP BY w.direction, r.id, r.source_id, r.target_id, r.type, r.strength
   ORDER BY 1, 2, 3
$$;
