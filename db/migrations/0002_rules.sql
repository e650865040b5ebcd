-- What Drizzle cannot say: default partitions, keys checked at commit, row security, and who may do what.

CREATE TABLE execution_default PARTITION OF execution DEFAULT;
--> statement-breakpoint
CREATE TABLE execution_content_default PARTITION OF execution_content DEFAULT;
--> statement-breakpoint
CREATE TABLE execution_metric_default PARTITION OF execution_metric DEFAULT;
--> statement-breakpoint
CREATE TABLE event_default PARTITION OF event DEFAULT;
--> statement-breakpoint
CREATE TABLE usage_event_default PARTITION OF usage_event DEFAULT;
--> statement-breakpoint

-- An entity, its main branch and its first version name each other, so these wait for the commit.
ALTER TABLE entity
  ADD CONSTRAINT entity_head_version_fk FOREIGN KEY (workspace_id, head_version_id)
    REFERENCES entity_version (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT entity_published_version_fk FOREIGN KEY (workspace_id, published_version_id)
    REFERENCES entity_version (workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
ALTER TABLE branch
  ADD CONSTRAINT branch_head_version_fk FOREIGN KEY (workspace_id, head_version_id)
    REFERENCES entity_version (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT branch_started_from_fk FOREIGN KEY (workspace_id, started_from_id)
    REFERENCES entity_version (workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint

-- Row security on every table and partition that has a workspace.
DO $$
DECLARE v_table regclass;
BEGIN
  FOR v_table IN
    SELECT c.oid::regclass FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     ORDER BY c.relname
  LOOP
    PERFORM isolate(v_table);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE workspace FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY workspace_isolation ON workspace
  USING (id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
  WITH CHECK (id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid));
--> statement-breakpoint
-- The switcher lists the workspaces (their names, nothing inside) and says so by a setting of its own.
CREATE POLICY workspace_directory ON workspace FOR SELECT
  USING ((SELECT current_setting('app.directory', true)) = 'on');
--> statement-breakpoint
CREATE POLICY membership_directory ON membership FOR SELECT
  USING ((SELECT current_setting('app.directory', true)) = 'on');
--> statement-breakpoint
-- These belong to the vault, not to a workspace.
DO $$
DECLARE v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['account', 'app_setting', 'price', 'schema_migration'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
    EXECUTE format('CREATE POLICY vault_wide ON %I USING (true) WITH CHECK (true)', v_table);
  END LOOP;
END $$;
--> statement-breakpoint
-- A shared connection may be read where its owner is a member, and changed only at home.
CREATE POLICY provider_connection_shared ON provider_connection FOR SELECT
  USING (shared AND deleted_at IS NULL AND owner_id IN (
    SELECT m.account_id FROM membership m
     WHERE m.workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid)
       AND m.deleted_at IS NULL));
--> statement-breakpoint
-- A finished run is frozen.
CREATE POLICY execution_frozen ON execution AS RESTRICTIVE FOR UPDATE
  USING (status IN ('queued', 'running', 'paused')) WITH CHECK (true);
--> statement-breakpoint

-- Grants, on parents only: a partition named directly is refused.
-- Heads and set-up: trashed, never deleted, by the application.
GRANT SELECT, INSERT, UPDATE ON
  workspace, workspace_clock, account, entity, variant, rating, comment, share, suggestion, legal_hold, message,
  price, blob
TO app;
--> statement-breakpoint
-- Projections, work in progress and read models: rewritten at will.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  membership, setting, app_setting, variable, flow_node, flow_edge, favorite, search_document, embedding,
  entity_stats, daily_usage, workspace_usage_summary, draft, job, notification, budget, provider_connection,
  outbox, cursor, conflict
TO app;
--> statement-breakpoint
-- Runs: added, finished once (execution_frozen), never deleted by the application.
GRANT SELECT, INSERT, UPDATE ON execution, execution_content TO app;
--> statement-breakpoint
GRANT SELECT, INSERT ON execution_metric, usage_event, legacy_id TO app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON content TO app;
--> statement-breakpoint
-- History: closed, never rewritten.
GRANT SELECT, INSERT, UPDATE (status, valid_to, state) ON entity_version TO app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (valid_to) ON
  version_status, version_label, review, relationship, variable_row
TO app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name, head_version_id, deleted_at, deleted_by) ON branch TO app;
--> statement-breakpoint
-- The trail: appended to. Only the head of a chain moves.
GRANT SELECT, INSERT ON event TO app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (seq, hash) ON event_chain TO app;
--> statement-breakpoint
GRANT SELECT ON event_anchor, schema_migration TO app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (result), DELETE ON command TO app;
