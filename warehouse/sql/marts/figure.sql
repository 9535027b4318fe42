CREATE OR REPLACE VIEW mart.figure AS
SELECT
    f.figure_id,
    f.series_id,
    s.subject,
    s.measure,
    s.kind,
    f.modality,
    f.period_start,
    f.period_end,
    f.grain,
    f.as_of,
    f.value_low,
    f.value_high,
    f.bound,
    f.unit,
    f.per,
    f.base_value_low,
    f.base_value_high,
    s.base_unit,
    f.known_low,
    f.known_high,
    f.first_said_at,
    f.last_said_at,
    f.appearances,
    f.outlets,
    f.origins,
    f.live,
    f.superseded_by,
    f.claim_id,
    f.quote,
    s.local
FROM core.figure AS f
JOIN core.series AS s USING (series_id);
COMMENT ON VIEW mart.figure IS 'Distinct statements of series: period, modality and value. One row each, however many outlets repeat it.';
COMMENT ON COLUMN mart.figure.figure_id IS 'Id of the figure.';
COMMENT ON COLUMN mart.figure.series_id IS 'Series.';
COMMENT ON COLUMN mart.figure.subject IS 'Whose figure it is, as first written.';
COMMENT ON COLUMN mart.figure.measure IS 'What is measured, as first written.';
COMMENT ON COLUMN mart.figure.kind IS 'Kind of quantity.';
COMMENT ON COLUMN mart.figure.modality IS 'actual, forecast, target or hypothetical.';
COMMENT ON COLUMN mart.figure.period_start IS 'First day of its period; NULL when none is stated.';
COMMENT ON COLUMN mart.figure.period_end IS 'Last day of its period; NULL when none is stated.';
COMMENT ON COLUMN mart.figure.grain IS 'Length of its period; point for a day or no stated period.';
COMMENT ON COLUMN mart.figure.as_of IS 'Day it speaks of: end of the period, or the day it was first said.';
COMMENT ON COLUMN mart.figure.value_low IS 'Value as its most precise claim states it, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.figure.value_high IS 'Upper value, likewise.';
COMMENT ON COLUMN mart.figure.bound IS 'Bound of that claim: = ~ > >= < <=.';
COMMENT ON COLUMN mart.figure.unit IS 'Unit of that claim.';
COMMENT ON COLUMN mart.figure.per IS 'Denominator of that claim.';
COMMENT ON COLUMN mart.figure.base_value_low IS 'Value in base_unit.';
COMMENT ON COLUMN mart.figure.base_value_high IS 'Upper value in base_unit.';
COMMENT ON COLUMN mart.figure.base_unit IS 'Unit the series is compared in.';
COMMENT ON COLUMN mart.figure.known_low IS 'Least value that all its statements together allow, in base_unit; NULL for no limit.';
COMMENT ON COLUMN mart.figure.known_high IS 'Greatest value that all its statements together allow, in base_unit; NULL for no limit.';
COMMENT ON COLUMN mart.figure.first_said_at IS 'When it was first said, UTC.';
COMMENT ON COLUMN mart.figure.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN mart.figure.appearances IS 'Claims that state it in current texts.';
COMMENT ON COLUMN mart.figure.outlets IS 'Outlets among them.';
COMMENT ON COLUMN mart.figure.origins IS 'Origins among them: copies of one sentence count once.';
COMMENT ON COLUMN mart.figure.live IS 'False once no current text states it any more.';
COMMENT ON COLUMN mart.figure.superseded_by IS 'Figure that took its place by revision, edit or a changed forecast; NULL while it stands.';
COMMENT ON COLUMN mart.figure.claim_id IS 'Claim that states it most precisely.';
COMMENT ON COLUMN mart.figure.quote IS 'Words of that claim.';
COMMENT ON COLUMN mart.figure.local IS 'True when the text does not say whose figure it is or what it measures: linked inside its article only.';
