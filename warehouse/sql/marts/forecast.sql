CREATE OR REPLACE VIEW mart.forecast AS
WITH outcome AS (
    -- A figure that came in after silence outranks the silence; one that is none any more, put right by hand, tells nothing.
    SELECT
        old_figure_id AS figure_id,
        arg_max(CASE WHEN outcome = 'met' THEN coalesce(message, outcome) ELSE outcome END, outcome <> 'silent')
            AS outcome,
        any_value(new_low) FILTER (outcome <> 'silent') AS actual_low,
        any_value(new_high) FILTER (outcome <> 'silent') AS actual_high,
        any_value(figure_id) FILTER (outcome <> 'silent') AS actual_figure_id,
        any_value(quote) FILTER (outcome <> 'silent') AS actual_quote,
        any_value(url) FILTER (outcome <> 'silent') AS actual_url
    FROM core.event
    WHERE kind = 'forecast_due' AND (outcome = 'silent' OR figure_id IN (SELECT figure_id FROM core.figure))
    GROUP BY old_figure_id
)
SELECT
    f.figure_id,
    f.series_id,
    s.subject,
    s.measure,
    s.kind,
    f.modality,
    f.period_start,
    f.period_end AS due_on,
    f.value_low,
    f.value_high,
    f.bound,
    f.unit,
    f.per,
    CASE
        WHEN f.superseded_by IS NOT NULL THEN 'replaced'
        WHEN o.outcome IS NOT NULL THEN o.outcome
        WHEN f.period_end IS NULL THEN 'no date'
        WHEN f.first_said_at::DATE > f.period_end THEN 'past'
        ELSE 'open'
    END AS status,
    o.actual_low,
    o.actual_high,
    o.actual_quote,
    o.actual_url,
    o.actual_figure_id,
    f.first_said_at,
    f.last_said_at,
    f.outlets,
    f.origins,
    f.superseded_by,
    f.claim_id,
    f.quote
FROM core.figure AS f
JOIN core.series AS s USING (series_id)
LEFT JOIN outcome AS o USING (figure_id)
WHERE f.modality IN ('forecast', 'target') AND f.live AND NOT s.local;
COMMENT ON VIEW mart.forecast IS 'Ledger of forecasts and targets: what was expected, by when, and what became of it. One row each.';
COMMENT ON COLUMN mart.forecast.figure_id IS 'The forecast as a figure.';
COMMENT ON COLUMN mart.forecast.series_id IS 'Series.';
COMMENT ON COLUMN mart.forecast.subject IS 'Whose figure it is, as first written.';
COMMENT ON COLUMN mart.forecast.measure IS 'What is measured, as first written.';
COMMENT ON COLUMN mart.forecast.kind IS 'Kind of quantity.';
COMMENT ON COLUMN mart.forecast.modality IS 'forecast or target.';
COMMENT ON COLUMN mart.forecast.period_start IS 'First day of the period it is about; NULL when none is stated.';
COMMENT ON COLUMN mart.forecast.due_on IS 'Last day of that period; NULL when none is stated.';
COMMENT ON COLUMN mart.forecast.value_low IS 'Value expected, in unit.';
COMMENT ON COLUMN mart.forecast.value_high IS 'Upper value of a range; equal to value_low otherwise.';
COMMENT ON COLUMN mart.forecast.bound IS 'How it is hedged: = ~ > >= < <=.';
COMMENT ON COLUMN mart.forecast.unit IS 'Unit of the values.';
COMMENT ON COLUMN mart.forecast.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.forecast.status IS 'open (its period is not over, or not for thirty days, and nothing tells), met, exceeded, beaten (a target, from above) or undershot (a forecast, likewise) where it was met and more in the direction it pointed, missed, silent (the period ended and nobody gave a figure), replaced by a later forecast, past (told only when its period was over), or no date. Set by the watch flow once the period has ended.';
COMMENT ON COLUMN mart.forecast.actual_low IS 'Figure it was measured by, in unit; NULL while open or silent.';
COMMENT ON COLUMN mart.forecast.actual_high IS 'Upper value of that figure.';
COMMENT ON COLUMN mart.forecast.actual_quote IS 'Words of that figure.';
COMMENT ON COLUMN mart.forecast.actual_url IS 'Article that gave it.';
COMMENT ON COLUMN mart.forecast.actual_figure_id IS 'That figure.';
COMMENT ON COLUMN mart.forecast.first_said_at IS 'When the forecast was first made, UTC.';
COMMENT ON COLUMN mart.forecast.last_said_at IS 'When it was last repeated, UTC.';
COMMENT ON COLUMN mart.forecast.outlets IS 'Outlets that carried it.';
COMMENT ON COLUMN mart.forecast.origins IS 'Origins of those: copies count once.';
COMMENT ON COLUMN mart.forecast.superseded_by IS 'Forecast that replaced it; NULL while it stands.';
COMMENT ON COLUMN mart.forecast.claim_id IS 'Claim that states it.';
COMMENT ON COLUMN mart.forecast.quote IS 'Words of that claim.';
