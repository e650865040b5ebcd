-- Deleting for good, as superuser: role app may not. Each call is one transaction of the background.

-- Items of a workspace with their versions and everything that hangs on them; each leaves one line in the trail.
-- Runs stay, since they were paid for. What lies in an item has to be among p_ids or gone before; items outside the
-- trash are left alone. Answers how many went.
CREATE OR REPLACE FUNCTION purge_entities(
  p_workspace uuid, p_command uuid, p_door text, p_device uuid, p_actor uuid, p_at timestamptz, p_ids uuid[], p_events uuid[]
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_ids uuid[];
  v_versions uuid[];
BEGIN
  SELECT coalesce(array_agg(id), '{}') INTO v_ids FROM entity
   WHERE workspace_id = p_workspace AND id = ANY (p_ids) AND deleted_at IS NOT NULL;
  IF cardinality(v_ids) = 0 THEN
    RETURN 0;
  END IF;
  PERFORM begin_command(p_workspace, p_command, p_door, p_at);
  SELECT coalesce(array_agg(id), '{}') INTO v_versions FROM entity_version
   WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);

  PERFORM append_event(p_workspace, e.event_id, p_device, p_door, p_actor, 'items.purge', e.id, NULL, p_command)
    FROM unnest(p_ids, p_events) e (id, event_id) WHERE e.id = ANY (v_ids);

  DELETE FROM embedding WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM search_document WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM entity_stats WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM favorite WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM rating WHERE workspace_id = p_workspace AND (entity_id = ANY (v_ids) OR version_id = ANY (v_versions));
  DELETE FROM comment WHERE workspace_id = p_workspace AND (entity_id = ANY (v_ids) OR version_id = ANY (v_versions));
  DELETE FROM share WHERE workspace_id = p_workspace AND (entity_id = ANY (v_ids) OR version_id = ANY (v_versions));
  DELETE FROM suggestion WHERE workspace_id = p_workspace AND (entity_id = ANY (v_ids) OR version_id = ANY (v_versions));
  DELETE FROM variant WHERE workspace_id = p_workspace AND (entity_id = ANY (v_ids) OR experiment_id = ANY (v_ids));
  DELETE FROM flow_edge WHERE workspace_id = p_workspace AND workflow_id = ANY (v_ids);
  UPDATE flow_node SET template_id = NULL WHERE workspace_id = p_workspace AND template_id = ANY (v_ids);
  DELETE FROM flow_node WHERE workspace_id = p_workspace AND workflow_id = ANY (v_ids);
  DELETE FROM message WHERE workspace_id = p_workspace AND conversation_id = ANY (v_ids);
  UPDATE variable SET definition_id = NULL WHERE workspace_id = p_workspace AND definition_id = ANY (v_ids);
  DELETE FROM variable WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM variable_row WHERE workspace_id = p_workspace AND set_id = ANY (v_ids);
  DELETE FROM draft WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM legacy_id WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM relationship WHERE workspace_id = p_workspace AND (source_id = ANY (v_ids) OR target_id = ANY (v_ids));
  DELETE FROM review WHERE workspace_id = p_workspace AND version_id = ANY (v_versions);
  DELETE FROM version_label WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM version_status WHERE workspace_id = p_workspace AND version_id = ANY (v_versions);
  UPDATE entity SET replaced_by = NULL WHERE workspace_id = p_workspace AND replaced_by = ANY (v_ids);
  DELETE FROM entity_version WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM branch WHERE workspace_id = p_workspace AND entity_id = ANY (v_ids);
  DELETE FROM entity WHERE workspace_id = p_workspace AND id = ANY (v_ids);
  RETURN cardinality(v_ids);
END $$;

REVOKE EXECUTE ON FUNCTION purge_entities(uuid, uuid, text, uuid, uuid, timestamptz, uuid[], uuid[]) FROM PUBLIC;

-- Bodies of a workspace that no version and no run names, at most p_limit; answers how many went.
CREATE OR REPLACE FUNCTION collect_content(p_workspace uuid, p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_gone int;
BEGIN
  DELETE FROM content c WHERE c.workspace_id = p_workspace AND c.hash IN (
    SELECT o.hash FROM content o WHERE o.workspace_id = p_workspace
    EXCEPT ALL (
      SELECT v.content_hash FROM entity_version v WHERE v.workspace_id = p_workspace
      UNION SELECT h.hash FROM execution_content x
        CROSS JOIN LATERAL (VALUES (x.prompt_hash), (x.response_hash), (x.reasoning_hash), (x.tool_calls_hash),
          (x.values_hash)) h (hash)
        WHERE x.workspace_id = p_workspace AND h.hash IS NOT NULL)
    LIMIT p_limit);
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN v_gone;
END $$;

REVOKE EXECUTE ON FUNCTION collect_content(uuid, int) FROM PUBLIC;

-- Rows of one table that belong to a workspace which was deleted, at most p_limit; answers how many went. Keys are
-- not looked at: in the end everything that could be named is gone.
CREATE OR REPLACE FUNCTION erase_rows(p_table regclass, p_workspace uuid, p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_gone int;
BEGIN
  IF EXISTS (SELECT 1 FROM workspace WHERE id = p_workspace AND deleted_at IS NULL) THEN
    RAISE EXCEPTION 'This workspace was not deleted.' USING ERRCODE = '22023';
  END IF;
  PERFORM set_config('session_replication_role', 'replica', true);
  EXECUTE format('DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE workspace_id = $1 LIMIT $2))', p_table)
    USING p_workspace, p_limit;
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  PERFORM set_config('session_replication_role', 'origin', true);
  RETURN v_gone;
END $$;

REVOKE EXECUTE ON FUNCTION erase_rows(regclass, uuid, int) FROM PUBLIC;

-- The workspace's own row, after its tables were emptied.
CREATE OR REPLACE FUNCTION erase_workspace(p_workspace uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  DELETE FROM workspace WHERE id = p_workspace AND deleted_at IS NOT NULL;
  PERFORM set_config('session_replication_role', 'origin', true);
END $$;

REVOKE EXECUTE ON FUNCTION erase_workspace(uuid) FROM PUBLIC;
