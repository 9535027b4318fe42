-- The series $series and those of their indicators: what one tells may be what another expected. One row each.
SELECT unnest($series::VARCHAR[])
UNION
SELECT other.series_id
FROM core.indicator_series AS mine
JOIN core.indicator_series AS other USING (indicator_id)
WHERE mine.series_id IN (SELECT unnest($series::VARCHAR[]))
