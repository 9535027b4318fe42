-- A series with its keys and indicators. One row, or none.
SELECT
    s.series_id, s.subject, s.measure, s.kind, s.unit, s.per, s.subject_key, s.measure_key,
    nullif(s.base_unit, '1') AS compared_in, CASE WHEN s.is_change THEN 'sizes of moves' END AS about,
    CASE
        WHEN s.local AND s.subject_key IS NOT NULL AND s.measure_key IS NOT NULL
            THEN 'lives inside one article: elsewhere these words are of something else ("the bridge", no name)'
        WHEN s.local THEN 'lives inside one article: subject or measure is not stated'
    END AS linking,
    s.first_seen_at,
    (
        SELECT string_agg(indicator_id, ', ' ORDER BY indicator_id)
        FROM core.indicator_series AS i WHERE i.series_id = s.series_id
    ) AS indicators,
    (
        SELECT string_agg(concat_ws(', ', concat_ws(' ', k.action, k.target, 'into ' || nullif(k.series_ids[2], k.target))
            || coalesce(': ' || k.note, ''), 'by ' || k.made_by, strftime(k.made_at, '%Y-%m-%d')), '; ' ORDER BY k.rowid)
        FROM core.correction AS k
        WHERE k.action IN ('merge', 'split', 'note') AND list_contains(k.series_ids, s.series_id)
    ) AS put_right_by_hand
FROM core.series AS s
WHERE s.series_id = $id
