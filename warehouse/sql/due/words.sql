-- The words of the claims in staged_id and the articles they stand in. One row for each claim.
SELECT
    c.claim_id, c.quote, c.sentence, c.context, c.subject, c.measure, c.period_iso, c.change, c.article_id, c.outlet,
    a.source_id, a.url, a.title, a.published_at, a.tags
FROM core.claim AS c
SEMI JOIN staged_id USING (claim_id)
JOIN core.article AS a ON a.article_id = c.article_id
