-- Corrections as config/corrections.yaml has them, with what they are about. One row each, in order of the file.
SELECT
    k.action,
    k.target,
    coalesce(c.quote, concat_ws(': ', s.subject, s.measure)) AS about,
    k.value,
    k.note,
    k.state
FROM core.correction AS k
LEFT JOIN core.claim AS c ON c.claim_id = k.target
LEFT JOIN core.series AS s ON s.series_id = k.target
ORDER BY k.rowid
