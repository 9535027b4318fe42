-- Events of these kinds (any, if none is named), newest first. One row each.
SELECT *
FROM mart.event
WHERE (len($kinds::VARCHAR[]) = 0 OR list_contains($kinds::VARCHAR[], kind))
    AND ($since IS NULL OR occurred_at >= $since)
ORDER BY occurred_at DESC, event_id
