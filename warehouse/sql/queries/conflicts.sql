-- Conflicts, newest first. One row for each pair of figures.
SELECT
    occurred_at, subject, measure, modality, period_iso, old_quote, old_outlet, quote, outlet, old_low, old_high,
    new_low, new_high, unit, per, change_abs, change_pct, is_open, old_url, url, series_id, event_id
FROM mart.conflict
WHERE NOT $open_only OR is_open
ORDER BY occurred_at DESC, event_id
