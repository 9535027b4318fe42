-- Every time an address was asked for, by itself or by where it led, in each ledger. One row each. Put into page.sql and
-- page_before.sql for {asked}. retry_at: not to be asked before; NULL for a failure that is never asked for again.
SELECT url, source_id, fetched_at AS asked_at, status, result AS came_of_it, reason, message, NULL::TIMESTAMP AS retry_at
FROM raw.page
WHERE (url = $id OR final_url = $id) AND result NOT IN ('failed', 'unchanged')  -- these are in the other ledgers
UNION ALL
SELECT
    f.url, f.source_id, f.failed_at,
    (
        SELECT arg_max(p.status, p.fetched_at) FROM raw.page AS p
        WHERE (p.run_id, p.url, p.result) = (f.run_id, f.url, 'failed')
    ),
    'failed', f.reason, f.message, f.retry_at
FROM raw.failure AS f
WHERE f.url = $id
UNION ALL
SELECT url, source_id, checked_at, NULL, 'as before', reason, NULL, NULL FROM raw.unchanged WHERE url = $id
