CREATE OR REPLACE VIEW mart.latest AS
-- Kept by every writer of figures (warehouse/latest.py): worked out anew, a million series take half a second.
SELECT
    series_id,
    subject,
    measure,
    kind,
    as_of,
    period_start,
    period_end,
    value_low,
    value_high,
    bound,
    unit,
    per,
    outlets,
    origins,
    first_said_at,
    last_said_at,
    figures,
    figure_id,
    claim_id,
    quote
FROM core.latest;
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
COMMENT ON COLUMN mart.latest.outlets IS 'Outlets that gave it, also those that have said something else of its time since.';
COMMENT ON COLUMN mart.latest.origins IS 'Origins of those: copies count once.';
COMMENT ON COLUMN mart.latest.first_said_at IS 'When it was first said, UTC.';
COMMENT ON COLUMN mart.latest.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN mart.latest.figures IS 'Actual figures the series has.';
COMMENT ON COLUMN mart.latest.figure_id IS 'The figure.';
COMMENT ON COLUMN mart.latest.claim_id IS 'Claim that states it; mart.claim says whether a person has put it right by hand.';
COMMENT ON COLUMN mart.latest.quote IS 'Words of that claim.';
