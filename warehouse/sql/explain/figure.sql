-- A figure with what is known of it. One row, or none.
SELECT
    f.figure_id, f.subject, f.measure, f.modality, f.quote, f.value_low, f.value_high, f.bound, f.unit, f.per,
    f.period_start, f.period_end, f.as_of, f.known_low, f.known_high, nullif(f.base_unit, '1') AS known_in,
    f.first_said_at, f.last_said_at, f.appearances, f.outlets, f.origins, f.superseded_by,
    CASE WHEN NOT f.live THEN 'no current text states it' END AS edited, f.series_id, f.claim_id
FROM mart.figure AS f
WHERE f.figure_id = $id
