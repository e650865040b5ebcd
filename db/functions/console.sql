-- Who reads for the SQL console: a role that may read what `app` may read and do nothing else.

-- Brings the role's rights up to date, as superuser; answers how many were changed. A statement of the user can
-- reach nothing but functions, so what keeps it in its workspace is which of them it may call: everything that acts
-- (set_config, locks, large objects, functions that run SQL given as text) is volatile, and of the volatile ones
-- only those named here are left. `app` keeps what it had.
CREATE OR REPLACE FUNCTION prepare_console() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_routine regprocedure;
  v_table regclass;
  v_changed int := 0;
BEGIN
  BEGIN
    IF to_regrole('app_reader') IS NULL THEN
      CREATE ROLE app_reader NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  -- Roles belong to the cluster: one of this name with more rights would be a way out of the workspace.
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'app_reader' AND (rolsuper OR rolbypassrls OR rolcreaterole))
     OR EXISTS (SELECT 1 FROM pg_auth_members WHERE member = 'app_reader'::regrole) THEN
    RAISE EXCEPTION 'The role app_reader has rights it must not have.' USING ERRCODE = '42501';
  END IF;

  FOR v_routine IN
    SELECT p.oid FROM pg_proc p
     WHERE has_function_privilege('app_reader', p.oid, 'EXECUTE')
       AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
       AND NOT 'internal'::regtype = ANY (p.proargtypes)
       AND (p.provolatile = 'v' AND p.proname <> ALL (ARRAY[
              'clock_timestamp', 'timeofday', 'random', 'random_normal', 'gen_random_uuid', 'uuidv4', 'uuidv7',
              'pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size', 'pg_database_size'])
            -- The texts of other statements of this session, which may have been those of another workspace.
            OR p.proname IN ('pg_prepared_statement', 'pg_cursor'))
  LOOP
    IF has_function_privilege('app', v_routine, 'EXECUTE') THEN
      EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO app', v_routine);
    END IF;
    EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC, app_reader', v_routine);
    v_changed := v_changed + 1;
  END LOOP;

  FOR v_table IN
    SELECT c.oid FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
       AND has_table_privilege('app', c.oid, 'SELECT') AND NOT has_table_privilege('app_reader', c.oid, 'SELECT')
  LOOP
    EXECUTE format('GRANT SELECT ON %s TO app_reader', v_table);
    v_changed := v_changed + 1;
  END LOOP;
  IF NOT has_schema_privilege('app_reader', 'public', 'USAGE') THEN
    GRANT USAGE ON SCHEMA public TO app_reader;
    v_changed := v_changed + 1;
  END IF;
  RETURN v_changed;
END $$;

REVOKE EXECUTE ON FUNCTION prepare_console() FROM PUBLIC;
