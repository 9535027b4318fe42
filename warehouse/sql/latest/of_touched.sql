-- The last actual figure of each series in touched_series: of the last day, one that stands, then the best supported,
-- then the last said. Series that live inside one article have none. One row each. Found narrowly, then read by rowid: in one
-- statement DuckDB, which cannot know how few they are, would read the whole table.
CREATE OR REPLACE TEMP TABLE best_figure AS
SELECT
    f.rowid AS place,
    f.figure_id,
    f.series_id,
    s.subject,
    s.measure,
    s.kind,
    count(*) OVER (PARTITION BY f.series_id) AS figures
FROM core.figure AS f
SEMI JOIN touched_series AS t ON t.series_id = f.series_id
JOIN core.series AS s ON s.series_id = f.series_id
WHERE f.live AND f.modality = 'actual' AND NOT s.local
QUALIFY row_number() OVER (
    PARTITION BY f.series_id
    ORDER BY f.as_of DESC, f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id
) = 1;

INSERT INTO core.latest BY NAME
SELECT
    b.series_id, b.subject, b.measure, b.kind, f.as_of, f.period_start, f.period_end, f.value_low, f.value_high,
    f.bound, f.unit, f.per, f.outlets, f.origins, f.first_said_at, f.last_said_at, b.figures, f.figure_id,
    f.claim_id, f.quote
FROM (SELECT * FROM core.figure WHERE rowid IN (SELECT place FROM best_figure)) AS f
JOIN best_figure AS b ON b.figure_id = f.figure_id
