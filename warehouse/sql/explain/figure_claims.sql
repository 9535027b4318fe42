-- The claims of the figure with id $name, or of the one that claim $name states, first said first. One row each.
SELECT c.said_at, c.outlet, c.sentence, c.url, a.live AS still_stands, c.claim_id
FROM core.appearance AS a
JOIN mart.claim AS c USING (claim_id)
WHERE a.figure_id = $name OR a.figure_id IN (SELECT figure_id FROM core.claim WHERE claim_id = $name)
ORDER BY c.said_at, c.claim_id
