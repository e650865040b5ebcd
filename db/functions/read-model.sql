-- Figures kept by the recording transaction (count_executions) and rebuilt by a job (refresh_read_model). Both read
-- execution_fact, so that they cannot disagree on what counts.

-- A finished run as figures. Its workspace's day is that of UTC; a missing dimension is zeros or the empty text.
CREATE OR REPLACE VIEW execution_fact WITH (security_invoker = true) AS
  SELECT workspace_id, id, kind, parent_id IS NULL AS is_root, entity_id, account_id,
         coalesce(provider, '') AS provider, coalesce(model, '') AS model, coalesce(currency, '') AS currency,
         (started_at AT TIME ZONE 'UTC')::date AS day, started_at,
         (status IN ('success', 'partial_success', 'cached'))::int AS succeeded,
         (status IN ('failed', 'timeout', 'rate_limited', 'unauthorized'))::int AS failed,
         coalesce(input_tokens, 0) AS input_tokens, coalesce(output_tokens, 0) AS output_tokens,
         coalesce(cost, 0) AS cost, (cost IS NOT NULL)::int AS cost_known,
         coalesce(duration_ms::numeric, 0) AS duration_ms, (duration_ms IS NOT NULL)::int AS duration_known
    FROM execution
   WHERE status NOT IN ('queued', 'running', 'paused');

GRANT SELECT ON execution_fact TO app;

-- Adds the sums of finished runs to the three read models: each row once, however many runs fall on it.
-- Spans below a run (model_call, tool, node) do not count for its entity, and only roots for the summary.
CREATE OR REPLACE FUNCTION add_to_read_model(p_facts execution_fact[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO entity_stats AS s (workspace_id, entity_id, runs, succeeded, failed, input_tokens, output_tokens,
      cost_sum, cost_known, duration_sum_ms, duration_known, last_used_at)
    SELECT f.workspace_id, f.entity_id, count(*), sum(f.succeeded), sum(f.failed), sum(f.input_tokens),
           sum(f.output_tokens), sum(f.cost), sum(f.cost_known), sum(f.duration_ms), sum(f.duration_known),
           max(f.started_at)
      FROM unnest(p_facts) f
     WHERE f.kind IN ('template', 'workflow', 'evaluation')
       AND EXISTS (SELECT 1 FROM entity e WHERE e.workspace_id = f.workspace_id AND e.id = f.entity_id)
     GROUP BY f.workspace_id, f.entity_id
    ON CONFLICT (workspace_id, entity_id) DO UPDATE SET
      runs = s.runs + excluded.runs, succeeded = s.succeeded + excluded.succeeded,
      failed = s.failed + excluded.failed, input_tokens = s.input_tokens + excluded.input_tokens,
      output_tokens = s.output_tokens + excluded.output_tokens, cost_sum = s.cost_sum + excluded.cost_sum,
      cost_known = s.cost_known + excluded.cost_known,
      duration_sum_ms = s.duration_sum_ms + excluded.duration_sum_ms,
      duration_known = s.duration_known + excluded.duration_known,
      last_used_at = greatest(s.last_used_at, excluded.last_used_at);

  INSERT INTO daily_usage AS d (workspace_id, day, kind, entity_id, account_id, provider, model, currency, runs,
      succeeded, failed, input_tokens, output_tokens, cost_sum, cost_known, duration_sum_ms, duration_known)
    SELECT f.workspace_id, f.day, f.kind, coalesce(f.entity_id, n.nobody), coalesce(f.account_id, n.nobody),
           f.provider, f.model, f.currency, count(*), sum(f.succeeded), sum(f.failed), sum(f.input_tokens),
           sum(f.output_tokens), sum(f.cost), sum(f.cost_known), sum(f.duration_ms), sum(f.duration_known)
      FROM unnest(p_facts) f
     CROSS JOIN (VALUES ('00000000-0000-0000-0000-000000000000'::uuid)) n (nobody)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (workspace_id, day, kind, entity_id, account_id, provider, model, currency) DO UPDATE SET
      runs = d.runs + excluded.runs, succeeded = d.succeeded + excluded.succeeded,
      failed = d.failed + excluded.failed, input_tokens = d.input_tokens + excluded.input_tokens,
      output_tokens = d.output_tokens + excluded.output_tokens, cost_sum = d.cost_sum + excluded.cost_sum,
      cost_known = d.cost_known + excluded.cost_known,
      duration_sum_ms = d.duration_sum_ms + excluded.duration_sum_ms,
      duration_known = d.duration_known + excluded.duration_known;

  INSERT INTO workspace_usage_summary AS w (workspace_id, month, currency, runs, succeeded, failed, input_tokens,
      output_tokens, cost_sum, cost_known, duration_sum_ms, duration_known)
    SELECT f.workspace_id, date_trunc('month', f.day::timestamp)::date, f.currency, count(*), sum(f.succeeded),
           sum(f.failed), sum(f.input_tokens), sum(f.output_tokens), sum(f.cost), sum(f.cost_known),
           sum(f.duration_ms), sum(f.duration_known)
      FROM unnest(p_facts) f
     WHERE f.is_root
     GROUP BY 1, 2, 3
    ON CONFLICT (workspace_id, month, currency) DO UPDATE SET
      runs = w.runs + excluded.runs, succeeded = w.succeeded + excluded.succeeded,
      failed = w.failed + excluded.failed, input_tokens = w.input_tokens + excluded.input_tokens,
      output_tokens = w.output_tokens + excluded.output_tokens, cost_sum = w.cost_sum + excluded.cost_sum,
      cost_known = w.cost_known + excluded.cost_known,
      duration_sum_ms = w.duration_sum_ms + excluded.duration_sum_ms,
      duration_known = w.duration_known + excluded.duration_known;
END $$;

-- To be called once for each run, in the transaction that gives it its final status.
CREATE OR REPLACE FUNCTION count_executions(p_workspace uuid, p_executions uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE v_facts execution_fact[];
BEGIN
  SELECT array_agg(f) INTO v_facts
    FROM execution_fact f WHERE f.workspace_id = p_workspace AND f.id = ANY (p_executions);
  IF v_facts IS NOT NULL THEN
    PERFORM add_to_read_model(v_facts);
  END IF;
END $$;

-- Rebuilds the workspace's figures from its runs and ratings: the same numbers as the running sums.
-- Months that have left are kept as they were counted only where nobody calls this after they left.
CREATE OR REPLACE FUNCTION refresh_read_model() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := current_workspace();
  v_last uuid := '00000000-0000-0000-0000-000000000000';
  v_facts execution_fact[];
BEGIN
  IF v_workspace IS NULL THEN
    RAISE EXCEPTION 'refresh_read_model rebuilds one workspace: set app.workspace first.' USING ERRCODE = '22023';
  END IF;
  DELETE FROM entity_stats WHERE workspace_id = v_workspace;
  DELETE FROM daily_usage WHERE workspace_id = v_workspace;
  DELETE FROM workspace_usage_summary WHERE workspace_id = v_workspace;
  LOOP
    SELECT array_agg(f), (array_agg(f.id ORDER BY f.id DESC))[1] INTO v_facts, v_last
      FROM (SELECT * FROM execution_fact
             WHERE workspace_id = v_workspace AND id > v_last ORDER BY id LIMIT 5000) f;
    EXIT WHEN v_facts IS NULL;
    PERFORM add_to_read_model(v_facts);
  END LOOP;
  INSERT INTO entity_stats AS s (workspace_id, entity_id, rating_sum, rating_count)
    SELECT r.workspace_id, r.entity_id, sum(r.value), count(*) FROM rating r
     WHERE r.workspace_id = v_workspace AND r.deleted_at IS NULL GROUP BY 1, 2
    ON CONFLICT (workspace_id, entity_id) DO UPDATE SET
      rating_sum = excluded.rating_sum, rating_count = excluded.rating_count;
END $$;
