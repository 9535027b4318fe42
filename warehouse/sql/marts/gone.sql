CREATE OR REPLACE VIEW mart.gone AS
WITH answered AS (
    SELECT url, max(answered_at) AS answered_at
    FROM (
        SELECT url, fetched_at AS answered_at FROM raw.page WHERE result IN ('article', 'rejected', 'listing')
        UNION ALL
        SELECT url, checked_at FROM raw.unchanged WHERE reason <> 'not_due'
    )
    GROUP BY url
),
missing AS (
    SELECT f.url, min(f.failed_at) AS gone_since, arg_max(f.reason, f.failed_at) AS reason
    FROM raw.failure AS f
    JOIN answered AS a ON a.url = f.url AND a.answered_at < f.failed_at
    WHERE f.reason IN ('gone', 'not_found')
    GROUP BY f.url
),
page AS (
    SELECT article_id, url FROM raw.page WHERE article_id IS NOT NULL GROUP BY ALL
)
SELECT
    a.article_id,
    any_value(a.url) AS url,
    any_value(a.outlet) AS outlet,
    any_value(a.title) AS title,
    max(m.gone_since) AS gone_since,
    arg_max(m.reason, m.gone_since) AS reason,
    any_value(v.claims) AS claims
FROM page AS p
LEFT JOIN missing AS m USING (url)
JOIN core.article AS a USING (article_id)
JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
GROUP BY a.article_id
HAVING count(*) = count(m.url);
COMMENT ON VIEW mart.gone IS 'Articles that are no longer where they were: every address of theirs was last answered with 404 or 410. Their claims stay. One row each.';
COMMENT ON COLUMN mart.gone.article_id IS 'Article.';
COMMENT ON COLUMN mart.gone.url IS 'Its canonical URL.';
COMMENT ON COLUMN mart.gone.outlet IS 'Who published it.';
COMMENT ON COLUMN mart.gone.title IS 'Headline of its last text.';
COMMENT ON COLUMN mart.gone.gone_since IS 'When it was first found missing, UTC.';
COMMENT ON COLUMN mart.gone.reason IS 'gone (410) or not_found (404).';
COMMENT ON COLUMN mart.gone.claims IS 'Claims in its last text.';
