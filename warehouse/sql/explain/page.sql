-- An address that was asked for, and what came of it the last time. One row, or none.
SELECT
    url, nullif(source_id, '') AS source, asked_at, status, came_of_it, reason, message, retry_at AS not_asked_again_before,
    count(*) OVER () AS times_asked
FROM (
{asked}
)
ORDER BY asked_at DESC, came_of_it = 'as before'
LIMIT 1
