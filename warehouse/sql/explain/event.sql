-- An event with both quotes, and what people have put right in them. One row, or none.
SELECT
    e.*,
    (
        SELECT string_agg(
            concat(c.quote, ': ', CASE WHEN k.rejected THEN 'rejected' ELSE coalesce(k.changes, 'confirmed') END),
            '; ' ORDER BY c.said_at, c.claim_id
        )
        FROM core.corrected AS k
        JOIN core.claim AS c USING (claim_id)
        WHERE k.claim_id IN (e.claim_id, e.old_claim_id)
    ) AS put_right_by_hand
FROM mart.event AS e
WHERE e.event_id = $id
