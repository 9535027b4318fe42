-- The last actual figure of each series is kept, not worked out with each question: every writer of figures keeps it.

CREATE TABLE core.latest (
    series_id VARCHAR NOT NULL,
    subject VARCHAR,
    measure VARCHAR,
    kind VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    period_start DATE,
    period_end DATE,
    value_low DECIMAL(38, 10) NOT NULL,
    value_high DECIMAL(38, 10) NOT NULL,
    bound VARCHAR NOT NULL,
    unit VARCHAR,
    per VARCHAR,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    first_said_at TIMESTAMP NOT NULL,
    last_said_at TIMESTAMP NOT NULL,
    figures INTEGER NOT NULL,
    figure_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    quote VARCHAR NOT NULL
);
COMMENT ON TABLE core.latest IS 'What mart.latest shows: the last actual figure of each series that is linked over articles. One row for each series that has one.';
COMMENT ON COLUMN core.latest.series_id IS 'Series.';
COMMENT ON COLUMN core.latest.subject IS 'Whose figure it is, as first written.';
COMMENT ON COLUMN core.latest.measure IS 'What is measured, as first written.';
COMMENT ON COLUMN core.latest.kind IS 'Kind of quantity.';
COMMENT ON COLUMN core.latest.as_of IS 'Day it speaks of: end of the period, or the day it was first said.';
COMMENT ON COLUMN core.latest.period_start IS 'First day of its period; NULL when none is stated.';
COMMENT ON COLUMN core.latest.period_end IS 'Last day of its period; NULL when none is stated.';
COMMENT ON COLUMN core.latest.value_low IS 'Value, in unit; below zero where a change is down.';
COMMENT ON COLUMN core.latest.value_high IS 'Upper value of a range; equal to value_low otherwise.';
COMMENT ON COLUMN core.latest.bound IS 'How it is hedged: = ~ > >= < <=.';
COMMENT ON COLUMN core.latest.unit IS 'Unit of the values.';
COMMENT ON COLUMN core.latest.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN core.latest.outlets IS 'Outlets that gave it.';
COMMENT ON COLUMN core.latest.origins IS 'Origins of those: copies count once.';
COMMENT ON COLUMN core.latest.first_said_at IS 'When it was first said, UTC.';
COMMENT ON COLUMN core.latest.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN core.latest.figures IS 'Actual figures the series has.';
COMMENT ON COLUMN core.latest.figure_id IS 'The figure.';
COMMENT ON COLUMN core.latest.claim_id IS 'Claim that states it.';
COMMENT ON COLUMN core.latest.quote IS 'Words of that claim.';

INSERT INTO core.latest BY NAME
SELECT
    f.series_id,
    s.subject,
    s.measure,
    s.kind,
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
    count(*) OVER (PARTITION BY f.series_id) AS figures,
    f.figure_id,
    f.claim_id,
    f.quote
FROM core.figure AS f
JOIN core.series AS s USING (series_id)
WHERE f.live AND f.modality = 'actual' AND NOT s.local
WINDOW best AS (
    PARTITION BY f.series_id
    ORDER BY f.as_of DESC, f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id
)
QUALIFY row_number() OVER best = 1;
