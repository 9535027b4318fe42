-- Indicators with their last actual figure: of the last day one that stands, then the best supported, then the last said;
-- what is no sane value for them is left out, as it is of their trends. One row each; NULLs where no series belongs yet.
-- last_change: up or down where the figure is the size of a move.
WITH last_figure AS (
    SELECT
        d.indicator_id,
        count(DISTINCT i.series_id) AS series,
        count(*) AS figures,
        arg_max(f.claim_id, (f.as_of, f.superseded_by IS NULL, f.origins, f.last_said_at, f.figure_id))
            FILTER (f.modality = 'actual') AS claim_id,
        max(f.as_of) FILTER (f.modality = 'actual') AS as_of
    FROM core.indicator AS d
    JOIN core.indicator_series AS i USING (indicator_id)
    JOIN core.figure AS f USING (series_id)
    WHERE f.live
        -- Amounts in another currency are not weighed: their rates are those of their days.
        AND (i.converted OR d.sane_low IS NULL OR f.base_value_low >= d.sane_low * d.base_factor + d.base_offset)
        AND (i.converted OR d.sane_high IS NULL OR f.base_value_high <= d.sane_high * d.base_factor + d.base_offset)
    GROUP BY d.indicator_id
)
SELECT
    d.indicator_id,
    d.name,
    coalesce(l.series, 0) AS series,
    coalesce(l.figures, 0) AS figures,
    l.as_of,
    c.quote AS last_quote,
    c.change AS last_change
FROM core.indicator AS d
LEFT JOIN last_figure AS l USING (indicator_id)
LEFT JOIN core.claim AS c USING (claim_id)
ORDER BY d.indicator_id
