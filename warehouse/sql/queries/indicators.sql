-- Indicators with their last actual figure. One row each; NULLs where no series belongs to it yet.
WITH last_figure AS (
    SELECT
        i.indicator_id,
        count(DISTINCT i.series_id) AS series,
        count(*) AS figures,
        arg_max(f.quote, (f.as_of, f.last_said_at)) FILTER (f.modality = 'actual') AS last_quote,
        max(f.as_of) FILTER (f.modality = 'actual') AS as_of
    FROM core.indicator_series AS i
    JOIN core.figure AS f USING (series_id)
    WHERE f.live
    GROUP BY i.indicator_id
)
SELECT
    d.indicator_id,
    d.name,
    coalesce(l.series, 0) AS series,
    coalesce(l.figures, 0) AS figures,
    l.as_of,
    l.last_quote
FROM core.indicator AS d
LEFT JOIN last_figure AS l USING (indicator_id)
ORDER BY d.indicator_id
