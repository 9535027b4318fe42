-- The claims of today's text of the article with URL or id $name, and the numbers in it that are none, in order of
-- the text. One row each; reason is NULL for claims.
WITH article AS (SELECT article_id, text_sha256 FROM core.article WHERE url = $name OR article_id = $name)
SELECT c.char_start AS at, c.quote, c.measure, c.subject, c.modality, c.claim_id, NULL AS no_claim_because
FROM core.claim AS c
SEMI JOIN article USING (article_id, text_sha256)
UNION ALL
SELECT d.char_start, d.quote, NULL, NULL, NULL, NULL, d.reason
FROM core.dropped AS d
SEMI JOIN article USING (article_id, text_sha256)
ORDER BY 1, 2
