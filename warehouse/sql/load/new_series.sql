-- The series of staged_claim that the warehouse has not heard of (all but known_series), in the words that came first.
-- One row each.
CREATE OR REPLACE TEMP TABLE new_series AS
WITH fresh AS (
    SELECT *
    FROM staged_claim
    WHERE nth IN (SELECT min(c.nth) FROM staged_claim AS c ANTI JOIN known_series USING (series_id) GROUP BY series_id)
)
SELECT
    f.series_id,
    f.subject,
    f.measure,
    f.subject_key,
    f.measure_key,
    f.kind,
    f.base_unit,
    f.base_per,
    f.change IS NOT NULL AS is_change,
    f.local,
    f.unit,
    f.per,
    u.base_factor,
    -- A rise of 2 degrees knows no offset.
    CASE WHEN f.change IS NULL THEN u.base_offset ELSE 0 END AS base_offset,
    $now::TIMESTAMP AS first_seen_at
FROM fresh AS f
JOIN staged_unit AS u
    ON u.kind = f.kind AND u.unit IS NOT DISTINCT FROM f.unit AND u.per IS NOT DISTINCT FROM f.per
