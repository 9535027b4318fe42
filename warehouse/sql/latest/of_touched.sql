-- The last actual figure of each series in touched_series: of the last day, one that stands, then the best supported,
-- then the last said. Series that live inside one article have none. One row each; found narrowly, then read by rowid.
INSERT INTO core.latest BY NAME
WITH mine AS MATERIALIZED (
    SELECT *
    FROM core.figure
    WHERE rowid IN (
        SELECT rowid
        FROM core.figure
        WHERE live AND modality = 'actual' AND series_id IN (SELECT series_id FROM touched_series)
    )
)
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
FROM mine AS f
JOIN core.series AS s USING (series_id)
WHERE NOT s.local
WINDOW best AS (
    PARTITION BY f.series_id
    ORDER BY f.as_of DESC, f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id
)
QUALIFY row_number() OVER best = 1
