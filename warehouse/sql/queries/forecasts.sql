-- Forecasts and targets, next due first. One row each. Those exceeded, beaten or undershot were met, too. change,
-- actual_change: up or down where the values are sizes of moves.
SELECT
    f.due_on, f.status, f.modality, f.subject, f.measure, f.value_low, f.value_high, f.bound, f.unit, f.per,
    f.actual_low, f.actual_high, f.actual_quote, f.first_said_at, f.last_said_at, f.outlets, f.origins, f.quote,
    f.actual_url, f.series_id, f.figure_id, f.claim_id, c.change, n.change AS actual_change
FROM mart.forecast AS f
LEFT JOIN core.claim AS c ON c.claim_id = f.claim_id
LEFT JOIN core.figure AS a ON a.figure_id = f.actual_figure_id
LEFT JOIN core.claim AS n ON n.claim_id = a.claim_id
WHERE $status IS NULL OR f.status = $status OR ($status = 'met' AND f.status IN ('exceeded', 'beaten', 'undershot'))
ORDER BY f.due_on NULLS LAST, f.subject, f.measure, f.first_said_at, f.figure_id
