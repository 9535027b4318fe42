-- How each source is doing, those that fail first. One row each.
SELECT *
FROM mart.source_health
ORDER BY is_failing DESC, source_id
