-- what is kept as the last figure of a series is not what its figures say
WITH known AS (
    SELECT f.*, s.subject, s.measure, s.kind, (f.as_of, f.superseded_by IS NULL, f.origins, f.last_said_at) AS worth
    FROM core.figure AS f
    JOIN core.series AS s USING (series_id)
    WHERE f.live AND f.modality = 'actual' AND NOT s.local
),
best AS (
    SELECT series_id, count(*) AS figures, max(worth) AS worth FROM known GROUP BY series_id
),
last_said AS (
    SELECT k.series_id, min(k.figure_id) AS figure_id, any_value(b.figures)::INTEGER AS figures
    FROM known AS k
    JOIN best AS b USING (series_id, worth)
    GROUP BY k.series_id
),
expected AS (
    SELECT
        k.series_id,
        k.subject,
        k.measure,
        k.kind,
        k.as_of,
        k.period_start,
        k.period_end,
        k.value_low,
        k.value_high,
        k.bound,
        k.unit,
        k.per,
        k.outlets,
        k.origins,
        k.first_said_at,
        k.last_said_at,
        b.figures,
        k.figure_id,
        k.claim_id,
        k.quote
    FROM last_said AS b
    JOIN known AS k USING (figure_id)
)
SELECT DISTINCT 'series ' || series_id AS what
FROM ((FROM expected EXCEPT ALL FROM core.latest) UNION ALL (FROM core.latest EXCEPT ALL FROM expected))
