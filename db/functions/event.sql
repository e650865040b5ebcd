-- The trail: one hash chain per (workspace, device, epoch), gapless.

-- What stands before a chain's first event.
CREATE OR REPLACE FUNCTION event_origin(p_workspace uuid, p_device uuid, p_epoch int)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(jsonb_build_array(p_workspace, p_device, p_epoch)::text, 'UTF8'))
$$;

-- The salted hash of what may later be erased.
CREATE OR REPLACE FUNCTION event_payload_hash(p_salt bytea, p_fields jsonb, p_context jsonb)
RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(p_salt || convert_to(jsonb_build_array(p_fields, p_context)::text, 'UTF8'))
$$;

-- sha256(header || payload hash); the header holds everything else of the row, and the hash before it.
-- The instant enters as microseconds since 1970, so that no session setting changes it.
CREATE OR REPLACE FUNCTION event_hash(e event) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
      e.workspace_id, e.device_id, e.epoch, e.seq, e.id, (extract(epoch FROM e.at) * 1000000)::bigint,
      e.door, e.actor_id, e.action, e.entity_id, e.version_id, e.command_id,
      encode(e.previous_hash, 'hex'))::text, 'UTF8') || e.payload_hash)
$$;

-- Appends events to the newest epoch of the device's chain, in their order, and answers the last one's seq. Needs
-- begin_command() before. The chain's row is written once, however many they are: each copy of a row that one
-- transaction leaves behind is walked again by the next look at it.
-- p_events: objects of id, entity_id, version_id, fields and, optionally, context; fields is an array of
-- {path, hash, length} or, for small scalars, {path, old, new}; never bodies.
CREATE OR REPLACE FUNCTION append_events(
  p_workspace uuid, p_device uuid, p_door text, p_actor uuid, p_action text, p_command uuid, p_events jsonb
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_head event_chain;
  v_event event;
BEGIN
  SELECT * INTO v_head FROM event_chain
   WHERE workspace_id = p_workspace AND device_id = p_device ORDER BY epoch DESC LIMIT 1 FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM begin_event_epoch(p_workspace, p_device);
    SELECT * INTO STRICT v_head FROM event_chain
     WHERE workspace_id = p_workspace AND device_id = p_device ORDER BY epoch DESC LIMIT 1 FOR UPDATE;
  END IF;

  FOR v_event IN SELECT * FROM jsonb_populate_recordset(NULL::event, p_events) LOOP
    v_head.seq := v_head.seq + 1;
    v_event.workspace_id := p_workspace;
    v_event.device_id := p_device;
    v_event.epoch := v_head.epoch;
    v_event.seq := v_head.seq;
    v_event.at := command_instant();
    v_event.door := p_door;
    v_event.actor_id := p_actor;
    v_event.action := p_action;
    v_event.command_id := p_command;
    v_event.context := coalesce(v_event.context, '{}');
    v_event.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    v_event.payload_hash := event_payload_hash(v_event.salt, v_event.fields, v_event.context);
    v_event.previous_hash := v_head.hash;
    v_event.hash := event_hash(v_event);
    v_head.hash := v_event.hash;
    INSERT INTO event SELECT v_event.*;
  END LOOP;

  UPDATE event_chain SET seq = v_head.seq, hash = v_head.hash
   WHERE workspace_id = p_workspace AND device_id = p_device AND epoch = v_head.epoch;
  RETURN v_head.seq;
END $$;

-- The same for one event.
CREATE OR REPLACE FUNCTION append_event(
  p_workspace uuid, p_id uuid, p_device uuid, p_door text, p_actor uuid, p_action text,
  p_entity uuid, p_version uuid, p_command uuid,
  p_fields jsonb DEFAULT '[]', p_context jsonb DEFAULT '{}'
) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN append_events(p_workspace, p_device, p_door, p_actor, p_action, p_command,
    jsonb_build_array(jsonb_build_object('id', p_id, 'entity_id', p_entity, 'version_id', p_version,
                                         'fields', p_fields, 'context', p_context)));
END $$;

-- Starts the next epoch of a device's chain: its first one, and one after every restore or import, since a copy of
-- a chain must not be written on from two ends. Answers the epoch.
CREATE OR REPLACE FUNCTION begin_event_epoch(p_workspace uuid, p_device uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_epoch int;
BEGIN
  SELECT coalesce(max(epoch), 0) + 1 INTO v_epoch
    FROM event_chain WHERE workspace_id = p_workspace AND device_id = p_device;
  INSERT INTO event_chain (workspace_id, device_id, epoch, seq, hash, started_at)
    VALUES (p_workspace, p_device, v_epoch, 0, event_origin(p_workspace, p_device, v_epoch),
            coalesce(command_instant(), clock_timestamp()))
    ON CONFLICT DO NOTHING;
  RETURN v_epoch;
END $$;

-- The first broken link of a workspace's chains, or no row. Reasons: gap (an event is missing), link (it does not
-- follow the one before), header (a column was changed), payload (fields or context were changed), head (the
-- chain's last event was cut off). An erased payload is none.
CREATE OR REPLACE FUNCTION verify_event_chain(p_workspace uuid)
RETURNS TABLE (device_id uuid, epoch int, seq bigint, event_id uuid, reason text) LANGUAGE sql STABLE AS $$
  WITH walked AS (
    SELECT e.*, event_hash(e) AS true_hash,
           lag(e.seq) OVER chain AS seq_before, lag(e.hash) OVER chain AS hash_before
      FROM event e WHERE e.workspace_id = p_workspace
    WINDOW chain AS (PARTITION BY e.device_id, e.epoch ORDER BY e.seq)
  ), judged AS (
    SELECT w.device_id, w.epoch, w.seq, w.id AS event_id,
           CASE
             WHEN before.hash IS NULL THEN 'gap'
             WHEN before.hash <> w.previous_hash THEN 'link'
             WHEN w.hash <> w.true_hash THEN 'header'
             WHEN w.salt IS NULL AND (w.fields IS NOT NULL OR w.context IS NOT NULL) THEN 'payload'
             WHEN event_payload_hash(w.salt, w.fields, w.context) <> w.payload_hash THEN 'payload'
           END AS reason
      FROM walked w
      LEFT JOIN event_anchor a ON a.workspace_id = w.workspace_id AND a.device_id = w.device_id
                              AND a.epoch = w.epoch AND a.seq = w.seq - 1
     CROSS JOIN LATERAL (SELECT CASE
             WHEN w.seq_before = w.seq - 1 THEN w.hash_before
             WHEN a.hash IS NOT NULL THEN a.hash
             WHEN w.seq = 1 THEN event_origin(w.workspace_id, w.device_id, w.epoch)
           END AS hash) before
    UNION ALL
    SELECT c.device_id, c.epoch, c.seq, NULL, 'head'
      FROM event_chain c
     WHERE c.workspace_id = p_workspace AND c.seq > 0
       AND NOT EXISTS (SELECT 1 FROM event e WHERE e.workspace_id = c.workspace_id
             AND e.device_id = c.device_id AND e.epoch = c.epoch AND e.seq = c.seq AND e.hash = c.hash)
       AND NOT EXISTS (SELECT 1 FROM event_anchor a WHERE a.workspace_id = c.workspace_id
             AND a.device_id = c.device_id AND a.epoch = c.epoch AND a.seq = c.seq AND a.hash = c.hash)
  )
  SELECT * FROM judged WHERE judged.reason IS NOT NULL
   ORDER BY judged.device_id, judged.epoch, judged.seq LIMIT 1
$$;
