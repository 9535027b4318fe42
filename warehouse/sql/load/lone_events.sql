-- What telling (warehouse/telling.py) would say of the figures in lone_figure: series that are heard of for the first
-- time. One row each, but for series that live inside one article, what is only supposed, and forecasts of what is past.
-- None of them is in core.event yet, where a series of every event is in core.series.
CREATE OR REPLACE TEMP TABLE lone_event AS
WITH heard AS (
    SELECT *, CASE WHEN modality = 'actual' THEN 'new_series' ELSE 'forecast' END AS event
    FROM settled_claim
    WHERE figure_id IS NOT NULL
        AND NOT local
        AND (modality = 'actual' OR (modality <> 'hypothetical' AND coalesce(period_end >= said_on, true)))
),
named AS (
    SELECT series_id, list(indicator_id ORDER BY indicator_id) AS indicators
    FROM core.indicator_series
    WHERE series_id IN (SELECT series_id FROM new_series) AND NOT converted
    GROUP BY series_id
)
SELECT
    substr(sha256(concat_ws(chr(31), h.event, h.figure_id, '')), 1, 16) AS event_id,
    h.event AS kind,
    h.said_at AS occurred_at,
    $now::TIMESTAMP AS detected_at,
    h.series_id,
    h.figure_id,
    h.claim_id,
    h.article_id,
    a.source_id,
    h.subject,
    h.measure,
    h.unit,
    h.per,
    h.kind AS kind_of_value,
    h.change,
    f.value_low AS new_low,
    f.value_high AS new_high,
    f.bound AS new_bound,
    h.period_iso,
    h.modality,
    1 AS outlets,
    1 AS origins,
    h.quote,
    h.sentence,
    h.context,
    a.outlet,
    a.url,
    a.title,
    a.published_at,
    coalesce(n.indicators, []) AS indicators,
    a.tags
FROM heard AS h
JOIN lone_figure AS f USING (figure_id)
JOIN staged_article AS a ON a.article_id = h.article_id
LEFT JOIN named AS n ON n.series_id = h.series_id
