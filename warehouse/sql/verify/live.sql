-- an appearance counts although its text was edited, or does not although it stands
SELECT 'appearance of claim ' || p.claim_id AS what
FROM core.appearance AS p
JOIN core.article AS a USING (article_id)
WHERE p.live IS DISTINCT FROM (p.text_sha256 = a.text_sha256)
