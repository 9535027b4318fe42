-- Conflicts, newest first. One row for each pair of figures. one_side, other_side: what stands and who says so now; what
-- was said against each other then, where it is settled. old_change, new_change: up or down where these are sizes of
-- moves; NULL too where a side was revised more than once.
SELECT
    c.occurred_at, c.subject, c.measure, c.modality, c.period_iso, c.old_quote, c.old_outlet, c.quote, c.outlet, c.old_low,
    c.old_high, c.new_low, c.new_high, c.unit, c.per, c.change_abs, c.change_pct, c.is_open,
    coalesce(c.old_stands, c.old_quote) || coalesce(' (' || array_to_string(coalesce(c.old_held_by, [c.old_outlet]), ', ') || ')', '')
        AS one_side,
    coalesce(c.new_stands, c.quote) || coalesce(' (' || array_to_string(coalesce(c.new_held_by, [c.outlet]), ', ') || ')', '')
        AS other_side,
    c.old_url, c.url, c.series_id, c.event_id, o.change AS old_change, n.change AS new_change
FROM mart.conflict AS c
LEFT JOIN core.figure AS f ON f.figure_id = c.old_figure_id
LEFT JOIN core.figure AS g ON g.figure_id = f.superseded_by
LEFT JOIN core.figure AS h ON h.figure_id = c.figure_id
LEFT JOIN core.figure AS i ON i.figure_id = h.superseded_by
LEFT JOIN core.claim AS o
    ON o.claim_id = CASE
        WHEN NOT c.is_open THEN c.old_claim_id
        WHEN g.figure_id IS NULL THEN f.claim_id
        WHEN g.superseded_by IS NULL THEN g.claim_id
    END
LEFT JOIN core.claim AS n
    ON n.claim_id = CASE
        WHEN NOT c.is_open THEN c.claim_id
        WHEN i.figure_id IS NULL THEN h.claim_id
        WHEN i.superseded_by IS NULL THEN i.claim_id
    END
WHERE NOT $open_only OR c.is_open
ORDER BY c.occurred_at DESC, c.event_id
