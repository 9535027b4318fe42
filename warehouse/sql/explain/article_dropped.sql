-- Numbers of an article's current text that are no claims, in order of the text. One row each.
SELECT d.quote, d.reason, d.char_start
FROM core.dropped AS d
JOIN core.article AS a USING (article_id, text_sha256)
WHERE d.article_id = $id
ORDER BY d.char_start
