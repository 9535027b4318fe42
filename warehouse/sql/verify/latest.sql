-- what is kept as the last figure of a series is not what its figures say
WITH known AS (
    SELECT f.*, s.subject, s.measure, s.kind
    FROM core.figure AS f
    JOIN core.series AS s USING (series_id)
    WHERE f.live AND f.modality = 'actual' AND NOT s.local
),
said AS (
    SELECT series_id, count(*) AS figures, max(as_of) AS as_of FROM known GROUP BY series_id
),
best AS (
    -- Of the last day's figures one that stands, then the best supported, then the last said, then the least id.
    SELECT DISTINCT ON (k.series_id) k.figure_id, b.figures
    FROM known AS k
    JOIN said AS b USING (series_id, as_of)
    ORDER BY k.superseded_by IS NOT NULL, k.origins DESC, k.last_said_at DESC, k.figure_id
),
expected AS (
    SELECT f.*, b.figures FROM best AS b JOIN known AS f USING (figure_id)
)
SELECT 'series ' || coalesce(b.series_id, k.series_id) AS what
FROM expected AS b
FULL JOIN core.latest AS k USING (series_id)
WHERE (
    b.subject, b.measure, b.kind, b.as_of, b.period_start, b.period_end, b.value_low, b.value_high, b.bound, b.unit,
    b.per, b.outlets, b.origins, b.first_said_at, b.last_said_at, b.figures, b.figure_id, b.claim_id, b.quote
) IS DISTINCT FROM (
    k.subject, k.measure, k.kind, k.as_of, k.period_start, k.period_end, k.value_low, k.value_high, k.bound, k.unit,
    k.per, k.outlets, k.origins, k.first_said_at, k.last_said_at, k.figures, k.figure_id, k.claim_id, k.quote
)
UNION ALL
SELECT 'series ' || series_id || ', twice' FROM core.latest GROUP BY series_id HAVING count(*) > 1
