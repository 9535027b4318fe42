-- Edited figures, newest first. One row each.
SELECT
    occurred_at, outlet, subject, measure, old_quote, quote, old_low, old_high, new_low, new_high, unit, per,
    change_abs, change_pct, period_iso, published_at, url, series_id, event_id
FROM mart.edit
ORDER BY occurred_at DESC, event_id
