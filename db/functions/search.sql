-- Full text: the configuration studio_simple (no stemming, no accents) plus, where the workspace names one, its
-- language's own configuration, so that "Läufe" is found by its stem too.

-- p_language: a configuration's name such as 'german', or null. Bodies count up to 65,536 characters.
CREATE OR REPLACE FUNCTION studio_tsv(p_title text, p_body text, p_language text DEFAULT NULL)
RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('studio_simple', p_title), 'A')
      || setweight(to_tsvector('studio_simple', left(p_body, 65536)), 'B')
      || CASE WHEN p_language IS NULL THEN ''::tsvector
              ELSE setweight(to_tsvector(p_language::regconfig, p_title || ' ' || left(p_body, 65536)), 'C') END
$$;

-- What a person typed ("quoted words", -without, or) as a query over studio_tsv().
CREATE OR REPLACE FUNCTION studio_query(p_text text, p_language text DEFAULT NULL)
RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_language IS NULL THEN websearch_to_tsquery('studio_simple', p_text)
              ELSE websearch_to_tsquery('studio_simple', p_text)
                || websearch_to_tsquery(p_language::regconfig, p_text) END
$$;
