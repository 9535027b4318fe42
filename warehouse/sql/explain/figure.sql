-- The figure with id $name, or the one that claim $name states. One row, or none.
SELECT
    f.subject, f.measure, f.quote, f.value_low, f.value_high, f.bound, f.unit, f.per, f.modality, f.period_start,
    f.period_end, f.as_of, f.known_low, f.known_high, f.base_unit, f.appearances, f.outlets, f.origins,
    f.first_said_at, f.last_said_at, f.live, f.superseded_by, f.series_id, f.figure_id
FROM mart.figure AS f
WHERE f.figure_id = $name OR f.figure_id IN (SELECT figure_id FROM core.claim WHERE claim_id = $name)
