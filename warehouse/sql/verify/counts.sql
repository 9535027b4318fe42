-- an article version does not have the claims it was loaded with
WITH found AS (
    SELECT article_id, version, count(*) AS claims FROM core.claim GROUP BY ALL
),
latest AS (
    -- Of a text that came back after an edit, the last version keeps the claims.
    SELECT article_id, text_sha256, max(version) AS version FROM core.article_version GROUP BY ALL
)
SELECT 'version ' || v.version || ' of article ' || v.article_id AS what
FROM core.article_version AS v
SEMI JOIN latest AS l USING (article_id, text_sha256, version)
LEFT JOIN found AS f ON (f.article_id, f.version) = (v.article_id, v.version)
WHERE v.claims <> coalesce(f.claims, 0)
