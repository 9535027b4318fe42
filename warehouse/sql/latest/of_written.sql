-- The last actual figures of the series whose figures arriving_figure holds, from these figures and what was kept: the
-- rest of a series' figures cannot come before what was kept. One row for each series whose row in core.latest changes;
-- anew where all its figures have to be looked at. Figures as they were: series_figure.
CREATE OR REPLACE TEMP TABLE next_latest AS
WITH touched AS (
    SELECT DISTINCT series_id FROM arriving_figure WHERE modality = 'actual'
),
said AS (
    SELECT * FROM arriving_figure WHERE live AND modality = 'actual'
),
was AS MATERIALIZED (
    SELECT l.*, n.superseded_by, w.figure_id IS NOT NULL AS rewritten
    FROM core.latest AS l
    SEMI JOIN touched AS t ON t.series_id = l.series_id
    LEFT JOIN series_figure AS n ON n.figure_id = l.figure_id
    LEFT JOIN arriving_figure AS w ON w.figure_id = l.figure_id
),
best AS (
    SELECT *
    FROM (
        SELECT series_id, figure_id, as_of, origins, last_said_at, superseded_by, false AS old, false AS rewritten FROM said
        UNION ALL
        SELECT series_id, figure_id, as_of, origins, last_said_at, superseded_by, true AS old, rewritten FROM was
    )
    QUALIFY row_number() OVER (
        PARTITION BY series_id
        ORDER BY as_of DESC, superseded_by IS NOT NULL, origins DESC, last_said_at DESC, figure_id, old
    ) = 1
),
-- How the figures are put: as written just now, or as they were.
worded AS (
    SELECT
        figure_id, period_start, period_end, value_low, value_high, bound, unit, per, outlets, first_said_at, claim_id,
        quote
    FROM said
    UNION ALL
    SELECT
        figure_id, period_start, period_end, value_low, value_high, bound, unit, per, outlets, first_said_at, claim_id,
        quote
    FROM was
    WHERE NOT rewritten
),
counted AS (
    SELECT series_id, sum(figures)::INTEGER AS figures
    FROM (
        SELECT series_id, figures FROM was
        UNION ALL
        SELECT series_id, 1 FROM said
        UNION ALL
        SELECT series_id, -1 FROM series_figure SEMI JOIN arriving_figure USING (figure_id) WHERE live AND modality = 'actual'
    )
    GROUP BY series_id
)
SELECT
    b.series_id,
    coalesce(w.subject, n.subject) AS subject,
    coalesce(w.measure, n.measure) AS measure,
    coalesce(w.kind, n.kind) AS kind,
    b.as_of,
    k.period_start, k.period_end, k.value_low, k.value_high, k.bound, k.unit, k.per,
    k.outlets, k.first_said_at, k.claim_id, k.quote,
    b.origins,
    b.last_said_at,
    c.figures,
    b.figure_id,
    (b.old AND b.rewritten) OR (w.series_id IS NULL AND n.series_id IS NULL) AS anew
FROM best AS b
JOIN counted AS c USING (series_id)
LEFT JOIN worded AS k ON k.figure_id = b.figure_id
LEFT JOIN was AS w ON w.series_id = b.series_id
LEFT JOIN new_series AS n ON n.series_id = b.series_id
WHERE NOT coalesce(n.local, false)
    AND (NOT b.old OR b.rewritten OR c.figures <> w.figures)
