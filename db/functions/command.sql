-- The first statements of every write, record and keep.

-- The workspace that this transaction has named, or null.
CREATE OR REPLACE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.workspace', true), '')::uuid
$$;

-- Opens a transaction's work: names its workspace, books the command, and fixes the one instant that all its rows
-- carry: max(p_at, the workspace's latest instant + 1 µs), so that a clock that steps back cannot turn history
-- over. Locks the workspace's clock until the commit: writes of one workspace stand in a row.
-- p_result: what a caller who repeats the command is told, where it is known already.
-- Raises PS409 (message 'applied', DETAIL = the command's id) where the command was applied before.
CREATE OR REPLACE FUNCTION begin_command(
  p_workspace uuid, p_command uuid, p_door text, p_at timestamptz, p_result jsonb DEFAULT NULL
) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE v_at timestamptz;
BEGIN
  PERFORM set_config('app.workspace', p_workspace::text, true);
  INSERT INTO workspace_clock AS c (workspace_id, latest) VALUES (p_workspace, p_at)
    ON CONFLICT (workspace_id) DO UPDATE
      SET latest = greatest(excluded.latest, c.latest + interval '1 microsecond')
    RETURNING c.latest INTO v_at;
  INSERT INTO command (workspace_id, id, door, result, at)
    VALUES (p_workspace, p_command, p_door, p_result, v_at)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'applied' USING ERRCODE = 'PS409', DETAIL = p_command::text,
      HINT = 'This command was applied before; its result is in the table command.';
  END IF;
  PERFORM set_config('app.instant', v_at::text, true);
  RETURN v_at;
END $$;

-- The instant begin_command() fixed for this transaction; null outside one.
CREATE OR REPLACE FUNCTION command_instant() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.instant', true), '')::timestamptz
$$;

-- Locks an entity's head and checks that it is the one the caller edited.
-- Raises PS404 ('missing', DETAIL {entity}) where there is no such entity in the workspace, and
-- 40001 ('stale', DETAIL {entity, expected, actual, head_version_id}) where somebody saved in between.
CREATE OR REPLACE FUNCTION expect_head(p_workspace uuid, p_entity uuid, p_row_version bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_head record;
BEGIN
  SELECT row_version, head_version_id INTO v_head
    FROM entity WHERE workspace_id = p_workspace AND id = p_entity FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'missing' USING ERRCODE = 'PS404',
      DETAIL = jsonb_build_object('entity', p_entity)::text;
  END IF;
  IF v_head.row_version <> p_row_version THEN
    RAISE EXCEPTION 'stale' USING ERRCODE = '40001', DETAIL = jsonb_build_object(
      'entity', p_entity, 'expected', p_row_version,
      'actual', v_head.row_version, 'head_version_id', v_head.head_version_id)::text;
  END IF;
END $$;

-- Refuses work in a workspace that was archived (read-only until it is taken back) or deleted.
-- Raises PS423 (message 'archived' or 'deleted').
CREATE OR REPLACE FUNCTION expect_open(p_workspace uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_workspace record;
BEGIN
  SELECT archived_at, deleted_at INTO v_workspace FROM workspace WHERE id = p_workspace;
  IF v_workspace.deleted_at IS NOT NULL OR v_workspace.archived_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'PS423',
      MESSAGE = CASE WHEN v_workspace.deleted_at IS NULL THEN 'archived' ELSE 'deleted' END;
  END IF;
END $$;
