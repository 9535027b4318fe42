CREATE OR REPLACE VIEW mart.conflict AS
WITH RECURSIVE side AS (
    -- The figures of each conflict, and what has taken their place since: an outlet that revises one may contradict the
    -- other still.
    SELECT DISTINCT f.figure_id AS first_id, f.figure_id, f.superseded_by
    FROM core.figure AS f
    SEMI JOIN (
        SELECT unnest([figure_id, old_figure_id]) AS figure_id FROM core.event WHERE kind = 'conflict'
    ) AS e ON e.figure_id = f.figure_id
    UNION
    SELECT s.first_id, f.figure_id, f.superseded_by
    FROM side AS s
    JOIN core.figure AS f ON f.figure_id = s.superseded_by
),
standing AS (
    SELECT s.first_id, f.figure_id, f.series_id, f.modality, f.grain, f.as_of, f.period_start, f.quote
    FROM side AS s
    JOIN core.figure AS f ON f.figure_id = s.figure_id
    WHERE s.superseded_by IS NULL AND f.live
),
-- Who says what of these times, and what each said last.
told AS (
    SELECT
        t.*,
        p.figure_id,
        p.outlet,
        p.said_at = max(p.said_at) OVER (
            PARTITION BY t.series_id, t.modality, t.grain, t.as_of, t.period_start, p.outlet
        ) AS last
    FROM (SELECT DISTINCT series_id, modality, grain, as_of, period_start FROM standing) AS t
    JOIN core.figure AS f
        ON (f.series_id, f.modality, f.grain, f.as_of) = (t.series_id, t.modality, t.grain, t.as_of)
        AND f.period_start IS NOT DISTINCT FROM t.period_start
    JOIN core.appearance AS p ON p.figure_id = f.figure_id
    WHERE p.live
),
holders AS (
    SELECT figure_id, list(DISTINCT outlet ORDER BY outlet) AS outlets FROM told WHERE last GROUP BY figure_id
)
SELECT
    e.event_id,
    e.occurred_at,
    e.detected_at,
    e.subject,
    e.measure,
    e.modality,
    e.kind_of_value,
    e.period_iso,
    e.old_low,
    e.old_high,
    e.old_bound,
    e.new_low,
    e.new_high,
    e.new_bound,
    e.unit,
    e.per,
    e.change_abs,
    e.change_pct,
    e.outlets,
    e.origins,
    e.quote,
    e.sentence,
    e.context,
    e.outlet,
    e.url,
    e.published_at,
    e.old_quote,
    e.old_outlet,
    e.old_url,
    e.old_published_at,
    e.series_id,
    e.figure_id,
    e.old_figure_id,
    e.claim_id,
    e.old_claim_id,
    coalesce(
        n.figure_id <> o.figure_id
        AND (n.series_id, n.modality, n.grain, n.as_of) = (o.series_id, o.modality, o.grain, o.as_of)
        AND n.period_start IS NOT DISTINCT FROM o.period_start,
        false
    ) AS is_open,
    CASE WHEN is_open THEN o.quote END AS old_stands,
    CASE WHEN is_open THEN p.outlets END AS old_held_by,
    CASE WHEN is_open THEN n.quote END AS new_stands,
    CASE WHEN is_open THEN m.outlets END AS new_held_by
FROM core.event AS e
LEFT JOIN standing AS n ON n.first_id = e.figure_id
LEFT JOIN standing AS o ON o.first_id = e.old_figure_id
LEFT JOIN holders AS m ON m.figure_id = n.figure_id
LEFT JOIN holders AS p ON p.figure_id = o.figure_id
WHERE e.kind = 'conflict';
COMMENT ON VIEW mart.conflict IS 'Two outlets that give different figures for one period. One row for each pair of figures; nothing is overwritten.';
COMMENT ON COLUMN mart.conflict.event_id IS 'Id of the event.';
COMMENT ON COLUMN mart.conflict.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN mart.conflict.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN mart.conflict.subject IS 'Whose figure it is, in the article''s words.';
COMMENT ON COLUMN mart.conflict.measure IS 'What is measured, in the article''s words.';
COMMENT ON COLUMN mart.conflict.modality IS 'Modality of the new figure.';
COMMENT ON COLUMN mart.conflict.kind_of_value IS 'Kind of quantity.';
COMMENT ON COLUMN mart.conflict.period_iso IS 'Period of the new figure, ISO 8601; NULL for none.';
COMMENT ON COLUMN mart.conflict.old_low IS 'Value it is set against, in unit; NULL for none.';
COMMENT ON COLUMN mart.conflict.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.conflict.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN mart.conflict.new_low IS 'New value as stated, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.conflict.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.conflict.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN mart.conflict.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.conflict.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.conflict.change_abs IS 'New minus old, in unit; NULL without an old value.';
COMMENT ON COLUMN mart.conflict.change_pct IS 'The same relative to old, in percent; NULL for percentages, ranks, and from below zero to above.';
COMMENT ON COLUMN mart.conflict.outlets IS 'Outlets that carried the new figure when the event was found.';
COMMENT ON COLUMN mart.conflict.origins IS 'Origins of it then: copies count once.';
COMMENT ON COLUMN mart.conflict.quote IS 'Words of the new value.';
COMMENT ON COLUMN mart.conflict.sentence IS 'Their sentence.';
COMMENT ON COLUMN mart.conflict.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.conflict.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN mart.conflict.url IS 'URL of the article.';
COMMENT ON COLUMN mart.conflict.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.conflict.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN mart.conflict.old_outlet IS 'Outlet that gave it.';
COMMENT ON COLUMN mart.conflict.old_url IS 'URL of its article.';
COMMENT ON COLUMN mart.conflict.old_published_at IS 'When that was published, UTC.';
COMMENT ON COLUMN mart.conflict.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN mart.conflict.figure_id IS 'New figure.';
COMMENT ON COLUMN mart.conflict.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN mart.conflict.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN mart.conflict.old_claim_id IS 'Claim that states the old figure.';
COMMENT ON COLUMN mart.conflict.is_open IS 'True while what stands of both sides is not the same: mart.trend then calls that time disputed. Where an outlet has revised its value and still contradicts the other, that is so too.';
COMMENT ON COLUMN mart.conflict.old_stands IS 'Words of what stands of the old side now: its value, or what that was revised to; NULL when it is settled.';
COMMENT ON COLUMN mart.conflict.old_held_by IS 'Outlets that say so and have said nothing else of that time since; NULL when it is settled.';
COMMENT ON COLUMN mart.conflict.new_stands IS 'Words of what stands of the new side now; NULL when it is settled.';
COMMENT ON COLUMN mart.conflict.new_held_by IS 'Outlets that say so and have said nothing else of that time since; NULL when it is settled.';
