CREATE OR REPLACE VIEW mart.latest AS
-- One join with series, and figures found again by rowid: a quarter less time than by their ids.
WITH last_said AS (
    SELECT
        f.series_id,
        any_value(s.subject) AS subject,
        any_value(s.measure) AS measure,
        any_value(s.kind) AS kind,
        arg_max(f.rowid, (f.as_of, f.superseded_by IS NULL, f.origins, f.last_said_at)) AS place,
        count(*) AS figures
    FROM core.figure AS f
    JOIN core.series AS s USING (series_id)
    WHERE f.live AND f.modality = 'actual' AND NOT s.local
    GROUP BY f.series_id
)
SELECT
    l.series_id,
    l.subject,
    l.measure,
    l.kind,
    f.as_of,
    f.period_start,
    f.period_end,
    f.value_low,
    f.value_high,
    f.bound,
    f.unit,
    f.per,
    f.outlets,
    f.origins,
    f.first_said_at,
    f.last_said_at,
    l.figures,
    f.figure_id,
    f.claim_id,
    f.quote
FROM last_said AS l
JOIN core.figure AS f ON f.rowid = l.place;
COMMENT ON VIEW mart.latest IS 'The last actual figure of each series. One row for each series that has one.';
COMMENT ON COLUMN mart.latest.series_id IS 'Series.';
COMMENT ON COLUMN mart.latest.subject IS 'Whose figure it is, as first written.';
COMMENT ON COLUMN mart.latest.measure IS 'What is measured, as first written.';
COMMENT ON COLUMN mart.latest.kind IS 'Kind of quantity.';
COMMENT ON COLUMN mart.latest.as_of IS 'Day it speaks of: end of the period, or the day it was first said.';
COMMENT ON COLUMN mart.latest.period_start IS 'First day of its period; NULL when none is stated.';
COMMENT ON COLUMN mart.latest.period_end IS 'Last day of its period; NULL when none is stated.';
COMMENT ON COLUMN mart.latest.value_low IS 'Value, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.latest.value_high IS 'Upper value of a range; equal to value_low otherwise.';
COMMENT ON COLUMN mart.latest.bound IS 'How it is hedged: = ~ > >= < <=.';
COMMENT ON COLUMN mart.latest.unit IS 'Unit of the values.';
COMMENT ON COLUMN mart.latest.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.latest.outlets IS 'Outlets that gave it.';
COMMENT ON COLUMN mart.latest.origins IS 'Origins of those: copies count once.';
COMMENT ON COLUMN mart.latest.first_said_at IS 'When it was first said, UTC.';
COMMENT ON COLUMN mart.latest.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN mart.latest.figures IS 'Actual figures the series has.';
COMMENT ON COLUMN mart.latest.figure_id IS 'The figure.';
COMMENT ON COLUMN mart.latest.claim_id IS 'Claim that states it.';
COMMENT ON COLUMN mart.latest.quote IS 'Words of that claim.';
