-- What went wrong with the sources of staged_source_run that had been well before. One row for each trouble.
-- source_failed: it gave nothing as a whole, and its run before this one did not fail. yield_drop: more than half of
-- at least $pages pages held no article, where over its last twenty runs fewer than a fifth did.
WITH before AS (
    SELECT
        source_id,
        error,
        pages,
        rejected,
        row_number() OVER (PARTITION BY source_id ORDER BY finished_at DESC, run_id) AS nth
    FROM raw.source_run
    WHERE run_id <> $run
),
usual AS (
    SELECT
        source_id,
        any_value(error) FILTER (nth = 1) AS last_error,
        sum(pages) FILTER (nth <= 20) AS pages,
        sum(rejected) FILTER (nth <= 20) AS rejected
    FROM before
    GROUP BY source_id
)
SELECT s.source_id, 'source_failed' AS kind, s.error AS message
FROM staged_source_run AS s
LEFT JOIN usual AS u USING (source_id)
WHERE s.error IS NOT NULL AND u.last_error IS NULL
UNION ALL
SELECT
    s.source_id,
    'yield_drop',
    format('{} of {} pages held no article; before, {} of {}', s.rejected, s.pages, u.rejected, u.pages)
FROM staged_source_run AS s
JOIN usual AS u USING (source_id)
WHERE s.pages >= $pages AND s.rejected * 2 > s.pages AND u.pages >= $pages AND u.rejected * 5 < u.pages
ORDER BY ALL
