-- Actual figures of series linked over articles, those said last first; of one day, those that changed or that several
-- outlets carry come first. One row each, with the change to the figure before; previous_disputed: more than one stood.
-- said_at: when the figure shown was first said; others of its time may have been said before.
SELECT
    f.first_said_at AS said_at, t.subject, t.measure, t.kind, t.value_low, t.value_high, t.bound, t.unit, t.per,
    t.period_start, t.period_end, t.grain, t.previous_low, t.previous_high, t.previous_disputed, t.change_abs,
    t.change_pct, t.outlets, t.origins, t.disputed, t.quote, c.change, t.series_id, t.figure_id, t.claim_id
FROM mart.trend AS t
JOIN core.figure AS f ON f.figure_id = t.figure_id
JOIN core.claim AS c ON c.claim_id = t.claim_id
WHERE t.modality = 'actual' AND ($since IS NULL OR f.first_said_at >= $since)
ORDER BY
    f.first_said_at::DATE DESC, t.change_abs IS NULL, t.outlets DESC, f.first_said_at DESC, t.subject, t.measure,
    t.figure_id
