-- a quote or sentence is not what the article's text holds at its place
SELECT 'claim ' || c.claim_id AS what
FROM core.claim AS c
JOIN core.article_version AS v ON (v.article_id, v.version) = (c.article_id, c.version)
WHERE substring(v.text, c.char_start + 1, c.char_end - c.char_start) IS DISTINCT FROM c.quote
    OR substring(v.text, c.sentence_start + 1, length(c.sentence)) IS DISTINCT FROM c.sentence
