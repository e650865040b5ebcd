import type { Session } from './engine'

/**
 * Operators that are not LEAKPROOF cannot use an index under row security; these are the ones our queries need.
 * A leaked value would be one of a row that the policy hides, told by an error message, and none of these raises
 * an error that depends on its arguments. Marks are not in a dump, so they are set again at every open.
 */
const marked = [
  'ts_match_vq(tsvector, tsquery)',
  'arraycontains(anyarray, anyarray)',
  'arraycontained(anyarray, anyarray)',
  'arrayoverlap(anyarray, anyarray)',
  'jsonb_contains(jsonb, jsonb)',
  'texticlike(text, text)',
  'textlike(text, text)',
  'similarity_op(text, text)',
  'word_similarity_op(text, text)',
  'word_similarity_commutator_op(text, text)',
  'strict_word_similarity_op(text, text)',
  'strict_word_similarity_commutator_op(text, text)',
  'numeric_lt(numeric, numeric)',
  'numeric_le(numeric, numeric)',
  'numeric_gt(numeric, numeric)',
  'numeric_ge(numeric, numeric)',
] as const

/**
 * Sets the marks that are missing and answers their names. Needs a superuser.
 */
export async function markLeakproof(session: Session): Promise<string[]> {
  const names = `array[${marked.map((name) => `'${name}'`).join(', ')}]`
  const found = await session.query(
    `select n as name from unnest(${names}::text[]) n join pg_proc p on p.oid = n::regprocedure
      where not p.proleakproof`,
    [],
    { rowMode: 'array' },
  )
  const missing = found.rows.flatMap((row) => (Array.isArray(row) ? [String(row[0])] : []))
  if (missing.length > 0) {
    await session.exec(missing.map((name) => `alter function ${name} leakproof`).join(';\n'))
  }
  return missing
}

/**
 * Makes a freshly opened and migrated session the one that everything above may use: marks, UTC, settings of
 * the vector index, and last `SET ROLE app`, so that a forgotten workspace shows no rows instead of all.
 */
export async function startSession(session: Session): Promise<void> {
  await markLeakproof(session)
  const vector = await session.query("select 1 from pg_extension where extname = 'vector'")
  // Without these a filtered vector search stops before it has found as many rows as were asked for.
  if (vector.rows.length > 0) {
    await session.exec("set hnsw.iterative_scan = 'relaxed_order'; set hnsw.ef_search = 100")
  }
  await session.exec("set timezone = 'UTC'; set datestyle = 'ISO'; set role app")
}
