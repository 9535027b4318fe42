-- Events a figure took part in, in order of time. One row each.
SELECT occurred_at, kind, old_quote, old_outlet, quote, outlet, change_abs, change_pct, outcome, event_id
FROM core.event
WHERE figure_id = $id OR old_figure_id = $id
ORDER BY occurred_at, event_id
