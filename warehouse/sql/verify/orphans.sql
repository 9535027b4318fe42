-- something refers to what is not there
SELECT 'claim ' || claim_id || ': its article version' AS what
FROM core.claim
ANTI JOIN core.article_version USING (article_id, version, text_sha256)
UNION ALL SELECT 'claim ' || claim_id || ': its series' FROM core.claim ANTI JOIN core.series USING (series_id)
UNION ALL
SELECT 'claim ' || claim_id || ': its figure' FROM core.claim ANTI JOIN core.figure USING (figure_id)
WHERE figure_id IS NOT NULL
UNION ALL
SELECT 'claim ' || claim_id || ': its appearance' FROM core.claim ANTI JOIN core.appearance USING (claim_id, figure_id)
WHERE figure_id IS NOT NULL
UNION ALL
SELECT 'appearance of claim ' || claim_id || ': the claim'
FROM core.appearance ANTI JOIN core.claim USING (claim_id, figure_id)
UNION ALL SELECT 'figure ' || figure_id || ': its series' FROM core.figure ANTI JOIN core.series USING (series_id)
UNION ALL SELECT 'figure ' || figure_id || ': its claim' FROM core.figure ANTI JOIN core.claim USING (claim_id)
UNION ALL
SELECT 'figure ' || f.figure_id || ': what took its place'
FROM core.figure AS f ANTI JOIN core.figure AS n ON n.figure_id = f.superseded_by
WHERE f.superseded_by IS NOT NULL
UNION ALL
SELECT 'article ' || article_id || ': its current text'
FROM core.article ANTI JOIN core.article_version USING (article_id, version, text_sha256)
UNION ALL
SELECT 'version ' || version || ' of article ' || article_id || ': its page'
FROM core.article_version ANTI JOIN raw.page USING (page_id)
UNION ALL
SELECT 'indicator ' || indicator_id || ': its series' FROM core.indicator_series ANTI JOIN core.series USING (series_id)
UNION ALL
SELECT 'fingerprint of article ' || article_id || ': the article' FROM core.fingerprint ANTI JOIN core.article USING (article_id)
UNION ALL
SELECT 'fingerprint of article ' || f.article_id || ': its origin'
FROM core.fingerprint AS f ANTI JOIN core.article AS a ON a.article_id = f.copy_of
WHERE f.copy_of IS NOT NULL
