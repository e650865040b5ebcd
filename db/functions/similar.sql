-- only-with-extension: vector
-- Nearest neighbours by cosine distance.

-- The index of one model's vectors. Without it a search compares every row, which is quick up to some 20,000.
CREATE OR REPLACE FUNCTION ensure_vector_index(p_model text, p_dimensions int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE INDEX IF NOT EXISTS %I ON embedding USING hnsw ((vector::vector(%s)) vector_cosine_ops)
      WHERE model = %L AND dimensions = %2$s',
    'embedding_nearest_' || substr(md5(p_model || ' ' || p_dimensions), 1, 12), p_dimensions, p_model);
END $$;

REVOKE EXECUTE ON FUNCTION ensure_vector_index(text, int) FROM PUBLIC;

-- The entities whose chunks lie nearest to p_vector, each with its nearest chunk; similarity runs from -1 to 1.
-- The model stands in the statement as text, since the planner matches a partial index on constants only.
CREATE OR REPLACE FUNCTION search_similar_entities(
  p_vector vector, p_model text, p_limit int DEFAULT 10, p_types text[] DEFAULT NULL
) RETURNS TABLE (entity_id uuid, embedding_id uuid, similarity double precision) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'WITH nearest AS MATERIALIZED (
       SELECT m.entity_id, m.id, (m.vector::vector(%1$s)) <=> $1::vector(%1$s) AS distance
         FROM embedding m
        WHERE m.workspace_id = current_workspace() AND m.model = %2$L AND m.dimensions = %1$s
          AND m.status = ''completed'' AND m.entity_id IS NOT NULL
        ORDER BY (m.vector::vector(%1$s)) <=> $1::vector(%1$s) LIMIT greatest($2 * 5, 50)),
     best AS (SELECT DISTINCT ON (n.entity_id) n.* FROM nearest n ORDER BY n.entity_id, n.distance)
     SELECT b.entity_id, b.id, 1 - b.distance FROM best b
       JOIN entity e ON e.workspace_id = current_workspace() AND e.id = b.entity_id AND e.deleted_at IS NULL
      WHERE $3 IS NULL OR e.type = ANY ($3)
      ORDER BY b.distance, b.entity_id LIMIT $2',
    vector_dims(p_vector), p_model) USING p_vector, p_limit, p_types;
END $$;
