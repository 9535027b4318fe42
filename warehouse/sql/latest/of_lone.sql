-- The last actual figures of series that lone_figure is all there is of. One row each.
INSERT INTO core.latest BY NAME
SELECT
    f.series_id, s.subject, s.measure, s.kind, f.as_of, f.period_start, f.period_end, f.value_low, f.value_high,
    f.bound, f.unit, f.per, f.outlets, f.origins, f.first_said_at, f.last_said_at, 1 AS figures, f.figure_id,
    f.claim_id, f.quote
FROM lone_figure AS f
JOIN new_series AS s ON s.series_id = f.series_id
WHERE f.modality = 'actual' AND NOT s.local
