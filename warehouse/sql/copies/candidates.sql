-- Fingerprints that have one of $bands or $sentences and are at most $days older than $first or newer than $last, and
-- those of the groups they belong to. One row each.
WITH near AS (
    SELECT f.article_id, coalesce(f.copy_of, f.article_id) AS origin
    FROM core.fingerprint AS f
    WHERE f.method = $method
        AND f.said_at BETWEEN $first - to_days($days) AND $last + to_days($days)
        AND (list_has_any(f.bands, $bands) OR list_has_any(f.sentences, $sentences))
)
SELECT f.article_id, f.said_at, f.minhash, f.sentences
FROM core.fingerprint AS f
WHERE f.method = $method
    AND (f.article_id IN (SELECT article_id FROM near) OR coalesce(f.copy_of, f.article_id) IN (SELECT origin FROM near))
