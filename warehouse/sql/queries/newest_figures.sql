-- Actual figures of series linked over articles, those said last first; of one day, those that changed or that several
-- outlets carry come first. One row each, with the change to the figure before.
SELECT
    first_said_at AS said_at, subject, measure, value_low, value_high, bound, unit, per, period_start, period_end, grain,
    change_abs, change_pct, outlets, origins, disputed, quote, series_id, figure_id, claim_id
FROM mart.trend
WHERE modality = 'actual' AND ($since IS NULL OR first_said_at >= $since)
ORDER BY first_said_at::DATE DESC, change_abs IS NULL, outlets DESC, first_said_at DESC, subject, measure, figure_id
