-- Events an article made, in order of time. One row each.
SELECT occurred_at, kind, subject, measure, old_quote, quote, period_iso, event_id
FROM core.event
WHERE article_id = $id
ORDER BY occurred_at, event_id
