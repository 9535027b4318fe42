-- Addresses of source $source that gave nothing, or no article, when they were last answered; the newest first. retry_at: not
-- to be asked before; NULL for a page without an article, and for a failure that is never asked for again. One row each.
WITH page AS (
    SELECT
        url, max(fetched_at) AS at, arg_max(result, fetched_at) AS result, arg_max(reason, fetched_at) AS reason,
        arg_max(message, fetched_at) AS message
    FROM raw.page
    WHERE source_id = $source AND result IN ('article', 'rejected', 'listing')
    GROUP BY url
),
same AS (SELECT url, max(checked_at) AS at FROM raw.unchanged WHERE source_id = $source AND reason <> 'not_due' GROUP BY url),
failure AS (
    SELECT
        url, max(failed_at) AS at, arg_max(reason, failed_at) AS reason, arg_max(message, failed_at) AS message,
        max_by(retry_at, failed_at) AS retry_at
    FROM raw.failure
    WHERE source_id = $source
    GROUP BY url
)
SELECT
    coalesce(f.at, p.at) AS asked_at, coalesce(f.reason, p.reason) AS reason, coalesce(f.message, p.message) AS message,
    f.retry_at, u.url
FROM (SELECT url FROM page UNION SELECT url FROM failure) AS u
LEFT JOIN page AS p USING (url)
LEFT JOIN same AS s USING (url)
LEFT JOIN failure AS f ON f.url = u.url AND f.at > coalesce(greatest(p.at, s.at), '-infinity'::TIMESTAMP)
WHERE f.url IS NOT NULL OR p.result = 'rejected'
ORDER BY asked_at DESC, url
