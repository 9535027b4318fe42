-- Forecasts and targets, next due first. One row each. Those exceeded, beaten or undershot were met, too.
SELECT
    due_on, status, modality, subject, measure, value_low, value_high, bound, unit, per, actual_low, actual_high,
    actual_quote, first_said_at, last_said_at, outlets, origins, quote, actual_url, series_id, figure_id, claim_id
FROM mart.forecast
WHERE $status IS NULL OR status = $status OR ($status = 'met' AND status IN ('exceeded', 'beaten', 'undershot'))
ORDER BY due_on NULLS LAST, subject, measure, first_said_at, figure_id
