-- How the ends of those figures of near_figure are written that are open to one side: more than, up to. One row for each
-- claim that states one best.
SELECT claim_id, kind, unit, per, value_low, coalesce(resolution, 0) AS resolution
FROM core.claim
WHERE claim_id IN (
    SELECT claim_id FROM near_figure WHERE (claim_allows_low IS NULL) <> (claim_allows_high IS NULL)
)
