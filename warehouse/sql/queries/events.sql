-- Events of these kinds (any, if none is named), newest first. One row each. by_hand: a person has put one of its claims
-- right, so that its words need not say its values.
SELECT
    e.*,
    EXISTS (SELECT 1 FROM core.corrected AS k WHERE k.claim_id IN (e.claim_id, e.old_claim_id)) AS by_hand
FROM mart.event AS e
WHERE (len($kinds::VARCHAR[]) = 0 OR list_contains($kinds::VARCHAR[], e.kind))
    AND ($since IS NULL OR e.occurred_at >= $since)
ORDER BY e.occurred_at DESC, e.event_id
