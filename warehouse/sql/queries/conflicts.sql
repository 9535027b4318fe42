-- Conflicts, newest first. One row for each pair of figures. one_side, other_side: what stands and who says so now; what
-- was said against each other then, where it is settled.
SELECT
    occurred_at, subject, measure, modality, period_iso, old_quote, old_outlet, quote, outlet, old_low, old_high,
    new_low, new_high, unit, per, change_abs, change_pct, is_open,
    coalesce(old_stands, old_quote) || coalesce(' (' || array_to_string(coalesce(old_held_by, [old_outlet]), ', ') || ')', '')
        AS one_side,
    coalesce(new_stands, quote) || coalesce(' (' || array_to_string(coalesce(new_held_by, [outlet]), ', ') || ')', '')
        AS other_side,
    old_url, url, series_id, event_id
FROM mart.conflict
WHERE NOT $open_only OR is_open
ORDER BY occurred_at DESC, event_id
