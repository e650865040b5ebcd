-- What templates are built on.

-- Checks that the bases of a template do not lead back to it, through any number of steps.
-- Raises PS422 ('circle', DETAIL {steps}: the titles along the way, the template first and last).
CREATE OR REPLACE FUNCTION expect_no_circle(p_workspace uuid, p_entity uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_path uuid[];
BEGIN
  WITH RECURSIVE way AS (
    SELECT r.target_id AS id, ARRAY[p_entity, r.target_id] AS path
      FROM relationship r
     WHERE r.workspace_id = p_workspace AND r.source_id = p_entity AND r.type = 'extends' AND r.valid_to IS NULL
    UNION ALL
    SELECT r.target_id, w.path || r.target_id
      FROM way w JOIN relationship r
        ON r.workspace_id = p_workspace AND r.source_id = w.id AND r.type = 'extends' AND r.valid_to IS NULL
     WHERE w.id <> p_entity AND NOT r.target_id = ANY (w.path[2:])
  )
  SELECT w.path INTO v_path FROM way w WHERE w.id = p_entity LIMIT 1;
  IF v_path IS NOT NULL THEN
    RAISE EXCEPTION 'circle' USING ERRCODE = 'PS422', DETAIL = jsonb_build_object('steps', (
      SELECT jsonb_agg(e.title ORDER BY step.place)
        FROM unnest(v_path) WITH ORDINALITY AS step (id, place)
        JOIN entity e ON e.workspace_id = p_workspace AND e.id = step.id))::text;
  END IF;
END $$;
