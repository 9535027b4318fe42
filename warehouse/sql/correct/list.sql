-- Corrections as config/corrections.yaml has them, with what they are about and what they changed. One row each, in
-- order of the file.
WITH step AS (
    SELECT unnest(steps, recursive := true) FROM core.corrected
),
changed AS (
    SELECT correction_id, first(before) AS before, first(after) AS after FROM step GROUP BY correction_id
)
SELECT
    k.action,
    k.target,
    coalesce(c.quote, concat_ws(': ', s.subject, s.measure)) AS about,
    k.value,
    h.before,
    h.after,
    k.note,
    k.made_by,
    k.made_at,
    k.state,
    k.problem,
    k.correction_id AS id
FROM core.correction AS k
LEFT JOIN changed AS h USING (correction_id)
LEFT JOIN core.claim AS c ON c.claim_id = k.target
LEFT JOIN core.series AS s ON s.series_id = k.target
ORDER BY k.rowid
