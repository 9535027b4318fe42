-- Actual figures that stand of other series of the indicators that the series in staged_series belong to, where their
-- values can be compared. One row for each of the staged series and figure; of_series: the staged one.
WITH related AS (
    SELECT DISTINCT mine.series_id AS of_series, other.series_id
    FROM core.indicator_series AS mine
    SEMI JOIN staged_series USING (series_id)
    JOIN core.indicator_series AS other
        ON other.indicator_id = mine.indicator_id AND other.series_id <> mine.series_id
    JOIN core.series AS s ON s.series_id = mine.series_id
    JOIN core.series AS o
        ON o.series_id = other.series_id
        AND (o.kind, o.base_unit, o.is_change) = (s.kind, s.base_unit, s.is_change)
        AND o.base_per IS NOT DISTINCT FROM s.base_per
    WHERE NOT mine.converted AND NOT other.converted
)
SELECT r.of_series, f.*
FROM core.figure AS f
JOIN related AS r USING (series_id)
WHERE f.modality = 'actual' AND f.live AND f.superseded_by IS NULL
ORDER BY r.of_series, f.series_id, f.as_of, f.figure_id
