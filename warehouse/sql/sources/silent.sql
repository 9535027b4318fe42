-- Sources that have brought no new article for five times their usual gap, and at least $at_least_days days. Only
-- those that were read after their last article and have brought five or more. One row each.
WITH gap AS (
    SELECT
        source_id,
        first_seen_at,
        epoch(first_seen_at - lag(first_seen_at) OVER (PARTITION BY source_id ORDER BY first_seen_at)) / 86400 AS days
    FROM core.article
),
usual AS (
    SELECT source_id, max(first_seen_at) AS last_at, median(days) AS days, count(*) AS articles
    FROM gap
    GROUP BY source_id
),
read AS (
    SELECT source_id, max(finished_at) AS read_at
    FROM raw.source_run
    WHERE error IS NULL
    GROUP BY source_id
)
SELECT u.source_id, u.last_at
FROM usual AS u
JOIN read AS r USING (source_id)
WHERE u.articles >= 5
    AND r.read_at > u.last_at
    AND epoch($now - u.last_at) / 86400 > greatest(5 * u.days, $at_least_days)
ORDER BY ALL
