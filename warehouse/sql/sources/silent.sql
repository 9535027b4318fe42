-- Sources that have brought no new article for five times their usual gap, and at least $at_least_days days. Only
-- those that were read after their last article. The usual gap is the median between days on which their articles
-- were published, five or more of them: the first run brings a feed's whole backlog at once and would hide its
-- rhythm. Found is found by a run of ours: what an old archive holds was fetched long before. One row each.
WITH published AS (
    SELECT DISTINCT source_id, CAST(coalesce(published_at, first_seen_at) AS DATE) AS published_on
    FROM core.article
),
gap AS (
    SELECT
        source_id,
        published_on - lag(published_on) OVER (PARTITION BY source_id ORDER BY published_on) AS days
    FROM published
),
usual AS (
    SELECT source_id, median(days) AS days
    FROM gap
    GROUP BY source_id
    HAVING count(*) >= 5
),
found AS (
    SELECT
        a.source_id,
        max(greatest(a.first_seen_at, coalesce(r.finished_at, r.started_at, a.first_seen_at))) AS last_at
    FROM core.article AS a
    LEFT JOIN core.article_version AS v ON v.article_id = a.article_id AND v.version = 1
    LEFT JOIN raw.page AS p ON p.page_id = v.page_id
    LEFT JOIN raw.run AS r ON r.run_id = p.run_id
    GROUP BY a.source_id
),
read AS (
    SELECT source_id, max(finished_at) AS read_at
    FROM raw.source_run
    WHERE error IS NULL
    GROUP BY source_id
)
SELECT f.source_id, f.last_at
FROM found AS f
JOIN usual AS u USING (source_id)
JOIN read AS r USING (source_id)
WHERE r.read_at > f.last_at
    AND epoch($now - f.last_at) / 86400 > greatest(5 * u.days, $at_least_days)
ORDER BY ALL
