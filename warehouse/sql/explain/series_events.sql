-- Events of a series, in order of time. One row each.
SELECT occurred_at, kind, old_quote, quote, change_abs, change_pct, outlet, url, event_id
FROM core.event
WHERE series_id = $id
ORDER BY occurred_at, event_id
