-- Claims that state a figure, earliest first. One row each; copies of one sentence share the origin.
SELECT
    p.said_at, p.outlet, c.quote, c.attributed_to, c.sentence, c.context, a.url, p.live AS in_current_text, p.origin_id, c.claim_id, k.changes AS by_hand
FROM core.appearance AS p
JOIN core.claim AS c USING (claim_id)
JOIN core.article AS a ON a.article_id = p.article_id
LEFT JOIN core.corrected AS k ON k.claim_id = c.claim_id
WHERE p.figure_id = $id
ORDER BY p.said_at, p.claim_id
