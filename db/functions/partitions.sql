-- Monthly partitions of the five logs, by the time inside a UUIDv7.

-- The lowest UUIDv7 of a millisecond; a time range is an id range.
CREATE OR REPLACE FUNCTION uuid_floor(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of every month (UTC) that touches p_from..p_to; answers how many it made. Rows of such a
-- month that lie in the default partition move into it. Owner or superuser only, since it creates tables; and row
-- security must not apply, or the rows to move would not be seen.
CREATE OR REPLACE FUNCTION ensure_partitions(p_from timestamptz, p_to timestamptz)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_log record;
  v_month timestamp;
  v_name text;
  v_low uuid;
  v_high uuid;
  v_waiting boolean;
  v_made int := 0;
BEGIN
  IF row_security_active('execution') THEN
    RAISE EXCEPTION 'ensure_partitions needs a role that row security does not bind.' USING ERRCODE = '42501';
  END IF;
  FOR v_log IN SELECT * FROM (VALUES ('execution', 'id'), ('execution_content', 'execution_id'),
      ('execution_metric', 'execution_id'), ('event', 'id'), ('usage_event', 'id')) AS l (name, key)
  LOOP
    FOR v_month IN SELECT generate_series(date_trunc('month', p_from AT TIME ZONE 'UTC'),
                                          date_trunc('month', p_to AT TIME ZONE 'UTC'), interval '1 month')
    LOOP
      v_name := v_log.name || to_char(v_month, '_YYYY_MM');
      CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
      v_low := uuid_floor(v_month AT TIME ZONE 'UTC');
      v_high := uuid_floor((v_month + interval '1 month') AT TIME ZONE 'UTC');
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I >= $1 AND %2$I < $2)',
        v_log.name || '_default', v_log.key) INTO v_waiting USING v_low, v_high;
      IF v_waiting THEN
        -- One statement takes the rows out and keeps them: what is deleted is what is inserted again.
        EXECUTE format('CREATE TEMPORARY TABLE moving ON COMMIT DROP AS SELECT * FROM %I WITH NO DATA',
          v_log.name || '_default');
        EXECUTE format('WITH gone AS (DELETE FROM %I WHERE %I >= $1 AND %2$I < $2 RETURNING *)
            INSERT INTO moving SELECT * FROM gone',
          v_log.name || '_default', v_log.key) USING v_low, v_high;
      END IF;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
        v_name, v_log.name, v_low, v_high);
      PERFORM isolate(v_name::regclass);
      IF v_waiting THEN
        EXECUTE format('INSERT INTO %I SELECT * FROM moving', v_log.name);
        DROP TABLE moving;
      END IF;
      v_made := v_made + 1;
    END LOOP;
  END LOOP;
  RETURN v_made;
END $$;

REVOKE EXECUTE ON FUNCTION ensure_partitions(timestamptz, timestamptz) FROM PUBLIC;
