-- The dates of the articles in staged_redated, wherever they are kept. Statements, one after the other: of the versions
-- that had the date which is put right, of their claims, of the articles, of what copies are found by, and of events.
UPDATE core.claim SET said_at = s.said_at, said_on = s.said_on
FROM staged_redated AS s
JOIN core.article_version AS v ON v.article_id = s.article_id AND v.published_at IS NOT DISTINCT FROM s.was
WHERE (claim.article_id, claim.text_sha256) = (v.article_id, v.text_sha256);
UPDATE core.article_version SET published_at = s.published_at, said_at = s.said_at, said_on = s.said_on
FROM staged_redated AS s
WHERE article_version.article_id = s.article_id AND article_version.published_at IS NOT DISTINCT FROM s.was;
UPDATE core.article SET published_at = s.published_at
FROM staged_redated AS s WHERE article.article_id = s.article_id;
UPDATE core.fingerprint SET said_at = s.said_at
FROM staged_redated AS s WHERE fingerprint.article_id = s.article_id;
UPDATE core.event SET published_at = s.published_at
FROM staged_redated AS s WHERE event.article_id = s.article_id;
UPDATE core.event SET old_published_at = s.published_at
FROM staged_redated AS s
JOIN core.claim AS c USING (article_id)
WHERE event.old_claim_id = c.claim_id
