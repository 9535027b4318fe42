-- Says of the pages $pages (JSON), whose archived bytes are damaged or gone, that they are not archived; and of those
-- that are the last of their URL, that they are to be asked for again, in full.
INSERT INTO raw.failure BY NAME
WITH lost AS (
    SELECT unnest(from_json($pages, '["VARCHAR"]')) AS page_id
),
newest AS (
    SELECT source_id, url, arg_max(page_id, fetched_at) AS page_id
    FROM raw.page
    WHERE result IN ('article', 'rejected', 'listing')
    GROUP BY source_id, url
)
SELECT
    '' AS run_id, source_id, url, 'lost' AS reason,
    'its bytes in the page archive are damaged or gone; it is read again' AS message, $now AS failed_at, $now AS retry_at
FROM newest
SEMI JOIN lost USING (page_id)
