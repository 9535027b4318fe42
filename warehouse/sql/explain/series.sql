-- A series with its keys and indicators. One row, or none.
SELECT
    s.series_id, s.subject, s.measure, s.kind, s.unit, s.per, s.subject_key, s.measure_key,
    nullif(s.base_unit, '1') AS compared_in, CASE WHEN s.is_change THEN 'sizes of moves' END AS about,
    CASE WHEN s.local THEN 'lives inside one article: subject or measure is not stated' END AS linking,
    s.first_seen_at,
    (
        SELECT string_agg(indicator_id, ', ' ORDER BY indicator_id)
        FROM core.indicator_series AS i WHERE i.series_id = s.series_id
    ) AS indicators
FROM core.series AS s
WHERE s.series_id = $id
