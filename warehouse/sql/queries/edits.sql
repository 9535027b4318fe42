-- Edited figures, newest first. One row each. old_change, change: up or down where the values are
-- sizes of moves.
SELECT
    e.occurred_at, e.outlet, e.subject, e.measure, e.old_quote, e.quote, e.old_low, e.old_high, e.new_low, e.new_high,
    e.unit, e.per, e.change_abs, e.change_pct, e.period_iso, e.published_at, e.url, e.series_id, e.event_id,
    o.change AS old_change, n.change
FROM mart.edit AS e
LEFT JOIN core.claim AS o ON o.claim_id = e.old_claim_id
LEFT JOIN core.claim AS n ON n.claim_id = e.claim_id
ORDER BY occurred_at DESC, event_id
