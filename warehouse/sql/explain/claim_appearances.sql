-- Other claims that state the same figure, earliest first. One row each.
SELECT c.said_at, c.outlet, c.quote, c.sentence, c.context, a.url, c.claim_id, k.changes AS by_hand
FROM core.claim AS this
JOIN core.claim AS c ON c.figure_id = this.figure_id
JOIN core.article AS a ON a.article_id = c.article_id
LEFT JOIN core.corrected AS k ON k.claim_id = c.claim_id
WHERE this.claim_id = $id AND c.claim_id <> $id
ORDER BY c.said_at, c.claim_id
