-- What came of an address each time before the last, the newest first. One row each.
SELECT asked_at, came_of_it, status, reason, message, nullif(source_id, '') AS source
FROM (
{asked}
)
ORDER BY asked_at DESC, came_of_it = 'as before'
OFFSET 1
