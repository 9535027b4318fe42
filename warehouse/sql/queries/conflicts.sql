-- Conflicts, newest first. One row for each pair of figures. one_side, other_side: what stands and who says so now; what
-- was said against each other then, where it is settled. old_change, new_change: up or down where these are sizes of moves.
SELECT
    c.occurred_at, c.subject, c.measure, c.modality, c.period_iso, c.old_quote, c.old_outlet, c.quote, c.outlet, c.old_low,
    c.old_high, c.new_low, c.new_high, c.unit, c.per, c.change_abs, c.change_pct, c.is_open,
    coalesce(c.old_stands, c.old_quote) || coalesce(' (' || array_to_string(coalesce(c.old_held_by, [c.old_outlet]), ', ') || ')', '')
        AS one_side,
    coalesce(c.new_stands, c.quote) || coalesce(' (' || array_to_string(coalesce(c.new_held_by, [c.outlet]), ', ') || ')', '')
        AS other_side,
    c.old_url, c.url, c.series_id, c.event_id, o.change AS old_change, n.change AS new_change
FROM mart.conflict AS c
LEFT JOIN core.claim AS o ON o.claim_id = coalesce(c.old_stands_claim_id, c.old_claim_id)
LEFT JOIN core.claim AS n ON n.claim_id = coalesce(c.new_stands_claim_id, c.claim_id)
WHERE NOT $open_only OR c.is_open
ORDER BY c.occurred_at DESC, c.event_id
