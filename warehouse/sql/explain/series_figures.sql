-- Figures of a series, in order of time. One row each.
SELECT
    as_of, modality, quote, value_low, value_high, bound, unit, first_said_at, last_said_at, outlets, origins, live,
    superseded_by, figure_id
FROM core.figure
WHERE series_id = $id
ORDER BY modality, as_of, first_said_at, figure_id
