-- needs-extension: pg_trgm, unaccent
-- What everything later stands on: the record of migrations, extensions, the text search configuration, role app.

CREATE TABLE schema_migration (
  kind text NOT NULL CONSTRAINT schema_migration_kind_known CHECK (kind IN ('migration', 'functions')),
  name text NOT NULL,
  hash text NOT NULL,
  applied_at timestamptz(6) NOT NULL,
  app_version text NOT NULL,
  engine text NOT NULL,
  PRIMARY KEY (kind, name)
);
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION studio_simple (COPY = simple);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION studio_simple
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
--> statement-breakpoint
-- Roles belong to the cluster: another database of it may have made this one, or be making it now.
DO $$
BEGIN
  CREATE ROLE app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO app;
--> statement-breakpoint
-- Forces row security on a table or partition: rows of app.workspace only, and no workspace, no rows. The scalar
-- sub-select is evaluated once a query instead of once a row. Every migration that adds a table calls this.
CREATE FUNCTION isolate(p_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format(
    $sql$CREATE POLICY workspace_isolation ON %s
      USING (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))
      WITH CHECK (workspace_id = (SELECT nullif(current_setting('app.workspace', true), '')::uuid))$sql$,
    p_table);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION isolate(regclass) FROM PUBLIC;
