-- Fingerprints that may be of copies of the texts of staged_key, with the groups they belong to: at most $days older than
-- $first or newer than $last, and with a band in common, or $least sentences of those that are not in every article
-- ($common or more: a call to subscribe, say). sentences: its keys of that kind. One row each.
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
near AS (
    SELECT DISTINCT article_id FROM near_key WHERE kind = 'band'
    UNION
    SELECT k.article_id
    FROM near_key AS k
    JOIN staged_key AS s USING (kind, key)
    WHERE k.kind = 'sentence'
    GROUP BY k.article_id, s.article_id
    HAVING count(*) >= $least
),
found AS (
    SELECT article_id, said_at, minhash
    FROM core.fingerprint
    WHERE coalesce(copy_of, article_id) IN (
        SELECT coalesce(copy_of, article_id) FROM core.fingerprint SEMI JOIN near USING (article_id)
    )
)
SELECT f.article_id, any_value(f.said_at), any_value(f.minhash), list(k.key) FILTER (k.kind = 'sentence')
FROM found AS f
LEFT JOIN core.fingerprint_key AS k USING (article_id)
GROUP BY f.article_id
