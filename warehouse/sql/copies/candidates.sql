-- Fingerprints that may be of copies of the texts of staged_key, with the groups they belong to: at most $days older than
-- $first or newer than $last, and with bands in common (of each text's neighbours the $most with the most), or $least
-- sentences of those that are not in every article ($common or more: a call to subscribe, say). One row each;
-- sentences: its keys of that kind.
WITH near_key AS (
    SELECT k.*
    FROM core.fingerprint_key AS k
    SEMI JOIN (SELECT DISTINCT kind, key FROM staged_key) AS s USING (kind, key)
    SEMI JOIN (
        SELECT article_id
        FROM core.fingerprint
        WHERE method = $method AND said_at BETWEEN $first - to_days($days) AND $last + to_days($days)
    ) AS f USING (article_id)
    QUALIFY k.kind = 'band' OR count(*) OVER (PARTITION BY k.kind, k.key) < $common
),
pair AS (
    SELECT
        k.article_id,
        count(*) FILTER (k.kind = 'sentence') AS sentences,
        count(*) FILTER (k.kind = 'band') AS bands,
        row_number() OVER (PARTITION BY s.article_id ORDER BY bands DESC, k.article_id) AS nth
    FROM near_key AS k
    JOIN staged_key AS s USING (kind, key)
    GROUP BY k.article_id, s.article_id
),
near AS (
    SELECT DISTINCT article_id FROM pair WHERE sentences >= $least OR (bands > 0 AND nth <= $most)
),
found AS (
    SELECT article_id, said_at, minhash, copy_of
    FROM core.fingerprint
    WHERE coalesce(copy_of, article_id) IN (
        SELECT coalesce(copy_of, article_id) FROM core.fingerprint SEMI JOIN near USING (article_id)
    )
)
SELECT
    f.article_id, any_value(f.said_at), any_value(f.minhash), any_value(f.copy_of),
    list(k.key) FILTER (k.kind = 'sentence')
FROM found AS f
LEFT JOIN core.fingerprint_key AS k USING (article_id)
GROUP BY f.article_id
