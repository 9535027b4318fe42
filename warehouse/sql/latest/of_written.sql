-- The last actual figures of the series whose figures arriving_figure holds, from these figures and what was kept: the
-- rest of a series' figures cannot come before what was kept. One row for each series whose row in core.latest changes;
-- anew where all its figures have to be looked at, and the rest says nothing. Figures as they were: series_figure.
CREATE OR REPLACE TEMP TABLE next_latest AS
WITH stated AS (
    -- figures: by how many the count of its series' figures grows. Last, those that were counted before.
    SELECT
        false AS old, false AS rewritten, false AS last, 1 AS figures,
        series_id, as_of, period_start, period_end, value_low, value_high, bound, unit, per, outlets, origins,
        first_said_at, last_said_at, figure_id, claim_id, quote, superseded_by,
        NULL AS subject, NULL AS measure, NULL AS kind, NULL AS counted
    FROM arriving_figure
    WHERE live AND modality = 'actual'
    UNION ALL
    SELECT
        true, w.figure_id IS NOT NULL, false, l.figures,
        l.series_id, l.as_of, l.period_start, l.period_end, l.value_low, l.value_high, l.bound, l.unit, l.per, l.outlets,
        l.origins, l.first_said_at, l.last_said_at, l.figure_id, l.claim_id, l.quote, n.superseded_by,
        l.subject, l.measure, l.kind, l.figures
    FROM core.latest AS l
    SEMI JOIN (SELECT series_id FROM arriving_figure WHERE modality = 'actual') AS t ON t.series_id = l.series_id
    LEFT JOIN series_figure AS n ON n.figure_id = l.figure_id
    LEFT JOIN arriving_figure AS w ON w.figure_id = l.figure_id
    UNION ALL
    SELECT
        false, false, true, -1,
        series_id, as_of, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL
    FROM series_figure
    WHERE live AND modality = 'actual' AND figure_id IN (SELECT figure_id FROM arriving_figure)
),
best AS (
    SELECT
        * EXCLUDE (figures, subject, measure, kind, counted),
        sum(figures) OVER series::INTEGER AS figures,
        max(subject) OVER series AS subject,
        max(measure) OVER series AS measure,
        max(kind) OVER series AS kind,
        max(counted) OVER series AS counted,
    FROM stated
    WINDOW series AS (PARTITION BY series_id)
    QUALIFY NOT last AND row_number() OVER (
        PARTITION BY series_id
        ORDER BY last, as_of DESC, superseded_by IS NOT NULL, origins DESC, last_said_at DESC, figure_id, old
    ) = 1
)
SELECT
    b.series_id,
    coalesce(b.subject, n.subject) AS subject,
    coalesce(b.measure, n.measure) AS measure,
    coalesce(b.kind, n.kind) AS kind,
    b.as_of,
    b.period_start, b.period_end, b.value_low, b.value_high, b.bound, b.unit, b.per,
    b.outlets, b.first_said_at, b.claim_id, b.quote,
    b.origins,
    b.last_said_at,
    b.figures,
    b.figure_id,
    (b.old AND b.rewritten) OR (b.counted IS NULL AND n.series_id IS NULL) AS anew
FROM best AS b
LEFT JOIN new_series AS n ON n.series_id = b.series_id
WHERE NOT coalesce(n.local, false)
    AND (NOT b.old OR b.rewritten OR b.figures <> b.counted)
