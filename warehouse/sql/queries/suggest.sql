-- Series that several outlets feed and no indicator names, those with most outlets and figures first. One row each.
SELECT
    s.series_id,
    any_value(s.subject) AS subject,
    any_value(s.measure) AS measure,
    any_value(s.kind) AS kind,
    any_value(s.unit) AS unit,
    any_value(s.per) AS per,
    any_value(s.is_change) AS is_change,
    any_value(s.subject_key) AS subject_key,
    any_value(s.measure_key) AS measure_key,
    any_value(s.base_unit) AS base_unit,
    any_value(s.base_per) AS base_per,
    count(DISTINCT p.outlet) AS outlets,
    count(DISTINCT p.figure_id) AS figures
FROM core.series AS s
JOIN core.figure AS f USING (series_id)
JOIN core.appearance AS p USING (figure_id)
WHERE NOT s.local
    AND f.live
    AND p.live
    AND s.subject IS NOT NULL
    AND s.measure IS NOT NULL
    AND s.series_id NOT IN (SELECT series_id FROM core.indicator_series)
GROUP BY s.series_id
HAVING count(DISTINCT p.outlet) >= $outlets
ORDER BY outlets DESC, figures DESC, subject, measure, s.series_id
